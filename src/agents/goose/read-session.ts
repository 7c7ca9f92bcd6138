import { OpenSessionError } from '../../domain/errors.ts';
import { type Event, HAIL_VERSION } from '../../domain/session.ts';
import type { Reading, SessionHead, SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { interleave, type Strand } from '../reading/interleave.ts';
import { NO_TIME } from '../reading/log-time.ts';
import { providerOf } from '../reading/provider-of.ts';
import { isAfter } from '../reading/time-order.ts';
import { titleOf } from '../reading/title-of.ts';
import { type Conversation, startConversation } from './conversation.ts';
import { type Database, databaseMessages, databaseSources, sessionById } from './database.ts';
import { openLanes } from './lanes.ts';
import { openLegacy } from './legacy-log.ts';
import { sessionEvents, type Span } from './session-events.ts';
import type { SessionInfo } from './session-info.ts';
import type { StoredMessage } from './stored-message.ts';
import { usageEvents } from './tokens.ts';

/** Reads one session of the store, with those of its sub-agents put between, or a JSONL file. */
export function* readSession({ source, logs, tally }: Reading): Generator<Event, SessionHead> {
  const { info, messages, store } = openSource(source, logs);
  const strands: Strand[] = [];
  const read = new Set([info.id]);
  const lanes = store === undefined ? 0 : openLanes(info, { store, tally, read, strands });
  const talk = startConversation({
    lane: undefined,
    cwd: info.cwd,
    has_children: lanes > 0,
    at: info.created_at ?? NO_TIME,
    model: info.model,
    provider: info.provider,
  });
  const usage = usageEvents(store, { info, lane: undefined, at: info.updated_at ?? '' });
  const span = yield* interleave(mainEvents(sessionEvents(messages, talk, tally), usage), strands);
  return headOf(info, talk, { path: source.path, span });
}

/** Tokens come last: their rows are no part of the talk. Those without a time have that of the last event. */
function* mainEvents(events: Generator<Event, Span>, usage: Iterable<Event>): Generator<Event, Span> {
  const span = yield* events;
  for (const event of usage) yield event.timestamp === '' ? { ...event, timestamp: span.last } : event;
  return span;
}

interface Opened {
  readonly info: SessionInfo;
  readonly messages: Iterable<StoredMessage>;
  readonly store: Database | undefined;
}

const openSource = (source: SessionSource, logs: LogReader): Opened => {
  const { path } = source;
  if (path.endsWith('.jsonl')) return { ...openLegacy(path, logs), store: undefined };
  const store = { path, logs };
  const id = source.key ?? source.known?.session_id ?? [...databaseSources(path, logs)][0]?.key ?? '';
  const info = sessionById(store, id);
  if (info === undefined) {
    throw new OpenSessionError('session_not_found', `expected session ${JSON.stringify(id)} in ${path}, found none`, {
      hint: 'opensession session list',
    });
  }
  return { info, messages: databaseMessages(store, id), store };
};

const headOf = (info: SessionInfo, talk: Conversation, { path, span }: { path: string; span: Span }): SessionHead => {
  const title = info.title ?? talk.title;
  const updated = info.updated_at;
  return {
    version: HAIL_VERSION,
    session_id: info.id,
    agent: {
      provider: talk.provider ?? providerOf(talk.model),
      model: talk.model ?? 'unknown',
      tool: 'goose',
    },
    context: {
      ...titleOf(title),
      tags: ['goose'],
      created_at: info.created_at ?? span.first,
      updated_at: updated !== undefined && isAfter(updated, span.last) ? updated : span.last,
      ...(info.parent === undefined ? {} : { related_session_ids: [info.parent] }),
      ...(info.cwd === undefined ? {} : { attributes: { cwd: info.cwd } }),
    },
    sources: [path],
    ...(info.cwd === undefined ? {} : { cwd: info.cwd }),
    ...(info.parent === undefined ? {} : { parent_session_id: info.parent }),
  };
};
