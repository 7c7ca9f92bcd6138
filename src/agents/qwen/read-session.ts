import { type Event, HAIL_VERSION } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import { interleave, type Strand } from '../reading/interleave.ts';
import { NO_TIME } from '../reading/log-time.ts';
import { deadLines } from './dead-lines.ts';
import type { Background } from './delegations.ts';
import { subagentLogs } from './locate.ts';
import { readDocument } from './read-document.ts';
import { readRecords } from './read-records.ts';
import { stemOf } from './session-files.ts';
import { startTalk, type Talk } from './talk.ts';

/** Reads one session: a record log (`.jsonl`) with its background agents' logs put between, or a document (until 0.3). */
export function* readSession(reading: Reading): Generator<Event, SessionHead> {
  if (reading.source.path.endsWith('.json')) return yield* readDocument(reading);
  const { source, logs, tally } = reading;
  const talk = startTalk(NO_TIME, undefined);
  const sources = [source.path];
  const strands: Strand[] = [];
  const lanes: Lanes = { reading, sources, strands, talk, unclaimed: undefined };
  const isDead = deadLines(source.path, logs);
  const log = {
    path: source.path,
    source: 0,
    logs,
    tally,
    isDead,
    background: (one: Background) => openLane(one, lanes),
  };
  yield* interleave(mainEvents(readRecords(log, talk), lanes), strands);
  return headOf(talk, reading, sources);
}

interface Lanes {
  readonly reading: Reading;
  readonly sources: string[];
  readonly strands: Strand[];
  readonly talk: Talk;
  /** Logs of background agents that no call has claimed yet; listed when the session's id is known. */
  unclaimed: Map<string, string> | undefined;
}

function* mainEvents(main: Iterable<Event>, lanes: Lanes): Generator<Event, void> {
  yield* main;
  for (const agent of logsOf(lanes).keys()) openLane({ agent, lane: agent, from: lanes.talk.at }, lanes);
}

const logsOf = (lanes: Lanes): Map<string, string> => {
  const { source, logs } = lanes.reading;
  lanes.unclaimed ??= new Map(subagentLogs(source.path, lanes.talk.facts.session ?? stemOf(source.path), logs));
  return lanes.unclaimed;
};

const openLane = ({ agent, lane, from }: Background, lanes: Lanes): void => {
  const path = logsOf(lanes).get(agent);
  if (path === undefined) return;
  logsOf(lanes).delete(agent);
  lanes.strands.push({ from, open: () => laneEvents({ agent, lane, from }, path, lanes) });
};

function* laneEvents({ agent, lane, from }: Background, path: string, lanes: Lanes): Generator<Event> {
  const { logs, tally } = lanes.reading;
  const talk = startTalk(from, lane, lanes.talk.facts);
  const source = lanes.sources.push(path) - 1;
  const edge = (id: string, type: Event['event_type']): Event => ({
    event_id: `${lane}/${id}`,
    timestamp: talk.at,
    event_type: type,
    task_id: lane,
    content: { blocks: [] },
    attributes: { subagent_id: lane, merged_subagent: true },
  });
  if (lane === agent) yield edge('start', { type: 'TaskStart', data: { title: agent } });
  let summary: string | undefined;
  const log = { path, source, logs, tally, isDead: () => false, background: () => {} };
  for (const event of readRecords(log, talk)) {
    const [block] = event.content.blocks;
    if (event.event_type.type === 'AgentMessage' && block?.type === 'Text') summary = block.text;
    yield event;
  }
  yield edge('end', { type: 'TaskEnd', data: summary === undefined ? {} : { summary } });
}

const headOf = ({ facts, at }: Talk, { source }: Reading, sources: readonly string[]): SessionHead => {
  const title = facts.title ?? facts.firstPrompt;
  const { cwd, branch, parent } = facts;
  return {
    version: HAIL_VERSION,
    session_id: facts.session ?? source.known?.session_id ?? stemOf(source.path),
    agent: {
      provider: 'qwen',
      model: facts.model ?? 'unknown',
      tool: 'qwen',
      ...(facts.version === undefined ? {} : { tool_version: facts.version }),
    },
    context: {
      ...(title === undefined ? {} : { title }),
      tags: ['qwen'],
      created_at: facts.started ?? NO_TIME,
      updated_at: at,
      ...(parent === undefined ? {} : { related_session_ids: [parent] }),
      ...(cwd === undefined ? {} : { attributes: { cwd, ...(branch === undefined ? {} : { git_branch: branch }) } }),
    },
    sources,
    ...(cwd === undefined ? {} : { cwd }),
    ...(branch === undefined ? {} : { branch }),
    ...(parent === undefined ? {} : { parent_session_id: parent }),
  };
};
