import type { Agent, SessionHead, SessionSource } from '../agents/agent.ts';
import type { SessionFacts, SessionPlace } from '../contract/facts.ts';
import { foldSession } from '../contract/fold-session.ts';
import { letGo } from '../contract/let-go.ts';
import { settle } from '../contract/settle.ts';
import { createTally } from '../domain/coverage.ts';
import { OpenSessionError } from '../domain/errors.ts';
import type { Event } from '../domain/session.ts';
import type { World } from './ports.ts';
import { unreadRecords } from './unread-records.ts';

export interface ReadSession {
  readonly head: SessionHead;
  readonly facts: SessionFacts;
}

/** The agent whose log a source is. @throws log_unrecognised for an agent that this version does not know */
export const agentOf = (world: Pick<World, 'agents'>, source: SessionSource): Agent => {
  const agent = world.agents.find(({ id }) => id === source.agent);
  if (agent !== undefined) return agent;
  throw new OpenSessionError('log_unrecognised', `no agent called ${JSON.stringify(source.agent)} is known`);
};

/** After so many events everybody else has a turn: git's children that wait to be heard, a timer, a signal. */
export const TURN = 256;

/**
 * One pass over a session's log: events are read, settled and folded one by one, so that memory does not grow with the
 * log. @throws log_broken when there is nothing in it that is a session's
 */
export const readSession = async (
  world: Pick<World, 'logs' | 'agents'>,
  source: SessionSource,
  place: SessionPlace,
): Promise<ReadSession> => {
  const agent = agentOf(world, source);
  const tally = createTally();
  const read = await agent.reader();
  const reading = returning(read({ source, logs: world.logs, tally }));
  const fold = foldSession(place);
  let events = 0;
  for (const event of settle(reading.events)) {
    fold.push(event);
    letGo(event);
    if (++events % TURN === 0) await new Promise<void>((done) => setImmediate(done));
  }
  const coverage = tally.coverage();
  if (coverage.understood === 0) {
    throw new OpenSessionError(
      'log_broken',
      unreadRecords(source.path, coverage) ??
        `expected a log of ${agent.name}, found no record of a session among ${coverage.records} in ${source.path}`,
    );
  }
  return { head: reading.head(), facts: fold.finish(reading.head(), coverage) };
};

/** A generator's values as an iterable, its return value for afterwards. */
export const returning = (
  generator: Generator<Event, SessionHead>,
): { readonly events: Iterable<Event>; head(): SessionHead } => {
  let head: SessionHead | undefined;
  const events = function* (): Generator<Event> {
    head = yield* generator;
  };
  return {
    events: events(),
    head: () => {
      if (head === undefined) throw new TypeError('the events were not read to their end');
      return head;
    },
  };
};
