import { subagentAttributes } from '../../domain/event-attributes.ts';
import type { Event } from '../../domain/session.ts';
import type { Reading } from '../agent.ts';
import { costingItself } from '../reading/if-readable.ts';
import type { Strand } from '../reading/interleave.ts';
import type { Background } from './delegations.ts';
import { subagentLogs } from './locate.ts';
import { openRecords } from './read-records.ts';
import { stemOf } from './session-files.ts';
import { startTalk, type Talk } from './talk.ts';

/** The logs of a session's background agents. */
export interface Lanes {
  readonly reading: Reading;
  readonly sources: string[];
  readonly strands: Strand[];
  readonly talk: Talk;
  /** Those that no call has claimed yet; listed when the session's id is known. */
  unclaimed: Map<string, string> | undefined;
}

export const logsOf = (lanes: Lanes): Map<string, string> => {
  lanes.unclaimed ??= new Map(logsBeside(lanes));
  return lanes.unclaimed;
};

/** All that there are now, by the agents' ids as their names hold them. */
export const logsBeside = ({ reading: { source, logs }, talk }: Lanes): ReadonlyMap<string, string> =>
  subagentLogs(source.path, talk.facts.session ?? stemOf(source.path), logs);

export const openLane = ({ agent, lane, from }: Background, lanes: Lanes): void => {
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
    attributes: subagentAttributes(lane),
  });
  if (lane === agent) yield edge('start', { type: 'TaskStart', data: { title: agent } });
  let summary: string | undefined;
  for (const event of costingItself(recordsOf(path, { source, logs, tally }, talk), tally)) {
    const [block] = event.content.blocks;
    if (event.event_type.type === 'AgentMessage' && block?.type === 'Text') summary = block.text;
    yield event;
  }
  yield edge('end', { type: 'TaskEnd', data: summary === undefined ? {} : { summary } });
}

function* recordsOf(
  path: string,
  { logs, ...log }: Pick<Reading, 'logs' | 'tally'> & { readonly source: number },
  talk: Talk,
): Generator<Event> {
  const records = openRecords({ ...log, isDead: () => false, background: () => {} }, talk);
  for (const line of logs.lines(path)) yield* records.push(line);
  yield* records.close();
}
