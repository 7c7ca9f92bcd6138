import { isObject } from '../../domain/json.ts';
import { type Event, HAIL_VERSION } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import { baseName } from '../reading/join-path.ts';
import { NO_TIME } from '../reading/log-time.ts';
import { providerOf } from '../reading/provider-of.ts';
import { createRecent } from '../reading/recent.ts';
import { tell } from '../reading/record-fate.ts';
import { titleOf } from '../reading/title-of.ts';
import type { Conversation } from './conversation.ts';
import { messageEvents } from './message-events.ts';
import { readThread, type Thread, THREAD_LISTS } from './thread.ts';

/** Reads one thread: a whole document. */
export function* readSession({ source, logs, tally }: Reading): Generator<Event, SessionHead> {
  const thread = openThread({ source, logs, tally });
  const talk: Conversation = {
    thread,
    calls: createRecent(32_768),
    at: thread.created_at ?? NO_TIME,
    asked: undefined,
    model: undefined,
    provider: undefined,
    prompt: undefined,
  };
  let first: string | undefined;
  let place = 0;
  for (const message of thread.messages) {
    const index = place++;
    for (const { events, fate } of messageEvents(message, talk, index)) {
      tell(fate, tally, fate.kind === 'broken' ? thread.messages.offsetOf(index) : 0);
      first ??= events[0]?.timestamp;
      yield* events;
    }
  }
  return headOf(talk, { path: source.path, first: thread.created_at ?? first ?? talk.at });
}

/** In a function of its own: what stands beside the messages is not needed while they are read. */
const openThread = ({ source, logs, tally }: Reading): Thread => {
  const document = logs.document(source.path, THREAD_LISTS);
  if (!isObject(document.rest)) tally.broken(0);
  return readThread(document);
};

const headOf = (talk: Conversation, { path, first }: { path: string; first: string }): SessionHead => {
  const { thread } = talk;
  const model = talk.model ?? thread.model;
  const title = thread.title ?? talk.prompt;
  return {
    version: HAIL_VERSION,
    session_id: thread.id ?? baseName(path).replace(/\.json$/, ''),
    agent: {
      provider: talk.provider ?? providerOf(model),
      model: model ?? 'unknown',
      tool: 'amp',
      ...(thread.client_version === undefined ? {} : { tool_version: thread.client_version }),
    },
    context: {
      ...titleOf(title),
      tags: ['amp'],
      created_at: first,
      updated_at: talk.at,
      ...relatedOf(thread),
      ...(thread.cwd === undefined ? {} : { attributes: { cwd: thread.cwd } }),
    },
    sources: [path],
    ...(thread.cwd === undefined ? {} : { cwd: thread.cwd }),
    ...(thread.branch === undefined ? {} : { branch: thread.branch }),
    ...(thread.start_commit === undefined ? {} : { start_commit: thread.start_commit }),
    ...(thread.parent === undefined ? {} : { parent_session_id: thread.parent }),
  };
};

const relatedOf = ({ parent, related }: Thread): { readonly related_session_ids?: readonly string[] } => {
  const ids = [...new Set([...(parent === undefined ? [] : [parent]), ...related])];
  return ids.length === 0 ? {} : { related_session_ids: ids };
};
