/** Reads a whole session through an agent, as tests want to see it. */
import type { Agent, ReadLog, SessionHead, SessionSource } from '../../src/agents/agent.ts';
import type { LogReader } from '../../src/agents/log-reader.ts';
import { createTally, type Coverage } from '../../src/domain/coverage.ts';
import { type Event, textOf } from '../../src/domain/session.ts';
import { agents } from '../../src/agents/index.ts';
import { openLogReader } from '../../src/sources/log-reader.ts';

export interface ReadSession {
  readonly head: SessionHead;
  readonly events: readonly Event[];
  readonly coverage: Coverage;
}

/** All of them are loaded, so that a test reads in one go. */
const readers = new Map(await Promise.all(agents.map(async (one) => [one, await one.reader()] as const)));

export const readerOf = (agent: Agent): ReadLog => {
  const reader = readers.get(agent);
  if (reader === undefined) throw new Error(`${agent.id} is not in the list of agents`);
  return reader;
};

export const readAll = (
  agent: Agent,
  source: Omit<SessionSource, 'agent'>,
  logs: LogReader = openLogReader(),
): ReadSession => {
  const tally = createTally();
  const events: Event[] = [];
  const reading = readerOf(agent)({ source: { agent: agent.id, ...source }, logs, tally });
  for (let step = reading.next(); ; step = reading.next()) {
    if (step.done) return { head: step.value, events, coverage: tally.coverage() };
    events.push(step.value);
  }
};

/** Texts of all events of a type, in order. */
export const textsOf = (events: readonly Event[], type: Event['event_type']['type']): readonly string[] =>
  events.filter((event) => event.event_type.type === type).map(textOf);
