import { type Event, HAIL_VERSION } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import { interleave, type Strand } from '../reading/interleave.ts';
import { baseName } from '../reading/join-path.ts';
import { asTime, NO_TIME } from '../reading/log-time.ts';
import { isAfter } from '../reading/time-order.ts';
import { titleOf } from '../reading/title-of.ts';
import { startConversation } from './conversation.ts';
import { type Lanes, openLanes, openUnclaimed } from './lanes.ts';
import { projectDir, projectRoot, subagentLogs } from './locate.ts';
import { logEvents, type Span } from './log-events.ts';
import { openLog } from './open-log.ts';
import type { Message } from './replay.ts';

/** Reads one session: a whole document (`.json`) or a replay log (`.jsonl`), with its sub-agents' logs put between. */
export function* readSession({ source, logs, tally }: Reading): Generator<Event, SessionHead> {
  const sources = [source.path];
  const log = openLog(source.path, { logs, tally, source: 0 });
  const session = log.metadata.session_id ?? source.known?.session_id ?? stemOf(source.path);
  const start = asTime(log.metadata.started_at) ?? NO_TIME;
  const cwd = projectRoot(projectDir(source.path), logs) ?? source.known?.cwd;
  const talk = startConversation(start, { cwd, mayRepeat: log.mayRepeat });
  const strands: Strand[] = [];
  const subagents = new Map(subagentLogs(source.path, session, logs));
  const lanes = { logs, tally, sources, subagents, strands, talk };
  const span = yield* interleave(mainEvents(log.messages, lanes), strands);
  return {
    version: HAIL_VERSION,
    session_id: session,
    agent: { provider: 'google', model: talk.model ?? 'unknown', tool: 'gemini' },
    context: {
      ...titleOf(log.metadata.summary ?? talk.title),
      tags: ['gemini'],
      created_at: log.metadata.started_at === undefined ? span.first : start,
      updated_at: later(asTime(log.metadata.updated_at), span.last),
      ...(talk.cwd === undefined ? {} : { attributes: { cwd: talk.cwd } }),
    },
    sources,
    ...(talk.cwd === undefined ? {} : { cwd: talk.cwd }),
  };
}

function* mainEvents(messages: Iterable<Message>, lanes: Lanes): Generator<Event, Span> {
  const { talk, tally } = lanes;
  const span = yield* logEvents(messages, { talk, tally, delegations: openLanes(lanes) });
  openUnclaimed(lanes);
  return span;
}

const later = (one: string | undefined, other: string): string =>
  one !== undefined && isAfter(one, other) ? one : other;

const stemOf = (path: string): string => baseName(path).replace(/\.jsonl?$/, '');
