import type { SessionSource } from '../agents/agent.ts';
import { settle } from '../contract/settle.ts';
import { createTally } from '../domain/coverage.ts';
import { reduceSession } from '../domain/hail/reduce-session.ts';
import type { Session } from '../domain/session.ts';
import { redactFacts } from '../redact/redact-facts.ts';
import type { World } from './ports.ts';
import { agentOf, returning } from './read-session.ts';
import { toldTogether } from './told-together.ts';

/** Sessions reduced to what another agent goes on with, redacted, in their order: what the format `hail` prints. */
export const reduceSessions = (
  world: Pick<World, 'agents' | 'logs' | 'place'>,
  sources: readonly SessionSource[],
): Promise<readonly Session[]> =>
  toldTogether(
    world,
    sources.map((source) => async (asking) => {
      const known = { home: world.place.home, elsewhere: asking({ source, cwd: null }) };
      return (await redactFacts(await reduce(world, source), known)).value;
    }),
  );

/** The header is known last and needed first, so the log is read twice and only what is kept stays in memory. */
const reduce = async (world: Pick<World, 'agents' | 'logs'>, source: SessionSource): Promise<Session> => {
  const read = await agentOf(world, source).reader();
  const open = () => returning(read({ source, logs: world.logs, tally: createTally() }));
  const first = open();
  for (const _ of first.events);
  return reduceSession(first.head(), settle(open().events));
};
