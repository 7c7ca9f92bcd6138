import type { Tally } from '../../domain/coverage.ts';
import type { Event } from '../../domain/session.ts';
import type { LogReader } from '../log-reader.ts';
import { costingItself } from '../reading/if-readable.ts';
import type { Strand } from '../reading/interleave.ts';
import { type Conversation, type MessageScope, openMessage, startConversation } from './conversation.ts';
import { logEvents } from './log-events.ts';
import { openLog } from './open-log.ts';
import type { Delegation, Delegations } from './tool-events.ts';

export interface Lanes {
  readonly logs: LogReader;
  readonly tally: Tally;
  readonly sources: string[];
  /** Logs that no call has claimed yet. */
  readonly subagents: Map<string, string>;
  readonly strands: Strand[];
  readonly talk: Conversation;
}

/** Puts a lane between the main events for each piece of work that is handed over. */
export const openLanes = (lanes: Lanes): Delegations => ({
  open: (delegation) => {
    const path = lanes.subagents.get(delegation.lane);
    lanes.subagents.delete(delegation.lane);
    lanes.strands.push({ from: delegation.from, open: () => laneEvents(delegation, path, lanes) });
  },
});

/** Lanes of logs that no call names: they come last. */
export const openUnclaimed = (lanes: Lanes): void => {
  for (const lane of lanes.subagents.keys()) {
    openLanes(lanes).open({ call: lane, lane, title: lane, summary: undefined, from: lanes.talk.at, until: undefined });
  }
};

/** A sub-agent's lane: its task, and the events of its log where there is one (0.4x and later). Sub-agents hand nothing on. */
function* laneEvents(delegation: Delegation, path: string | undefined, lanes: Lanes): Generator<Event> {
  const talk = startConversation(delegation.from, {
    lane: delegation.lane,
    cwd: lanes.talk.cwd,
    mayRepeat: () => false,
  });
  const edge = (name: string, at: string): MessageScope => openMessage(talk, { id: name, at, origin: undefined });
  yield edge('start', delegation.from).event({ type: { type: 'TaskStart', data: { title: delegation.title } } });
  if (path !== undefined) yield* costingItself(subagentEvents(path, delegation, lanes), lanes.tally);
  if (delegation.until === undefined) return;
  const data = delegation.summary === undefined ? {} : { summary: delegation.summary };
  yield edge('end', delegation.until).event({ type: { type: 'TaskEnd', data } });
}

function* subagentEvents(path: string, { lane, from }: Delegation, lanes: Lanes): Generator<Event> {
  const { logs, tally, sources } = lanes;
  const { messages, mayRepeat } = openLog(path, { logs, tally, source: sources.push(path) - 1 });
  const talk = startConversation(from, { lane, cwd: lanes.talk.cwd, mayRepeat });
  yield* logEvents(messages, { talk, tally, delegations: { open: () => {} } });
}
