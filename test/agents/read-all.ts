/** Reads a whole session through an agent, as tests want to see it. */
import type { Agent, SessionHead, SessionSource } from '../../src/agents/agent.ts';
import type { LogReader } from '../../src/agents/log-reader.ts';
import { createTally, type Coverage } from '../../src/domain/coverage.ts';
import { type Event, textOf } from '../../src/domain/session.ts';
import { openLogReader } from '../../src/sources/log-reader.ts';

export interface ReadSession {
  readonly head: SessionHead;
  readonly events: readonly Event[];
  readonly coverage: Coverage;
}

export const readAll = (
  agent: Agent,
  source: Omit<SessionSource, 'agent'>,
  logs: LogReader = openLogReader(),
): ReadSession => {
  const tally = createTally();
  const events: Event[] = [];
  const reading = agent.read({ source: { agent: agent.id, ...source }, logs, tally });
  for (let step = reading.next(); ; step = reading.next()) {
    if (step.done) return { head: step.value, events, coverage: tally.coverage() };
    events.push(step.value);
  }
};

/** Texts of all events of a type, in order. */
export const textsOf = (events: readonly Event[], type: Event['event_type']['type']): readonly string[] =>
  events.filter((event) => event.event_type.type === type).map(textOf);
