import type { SessionSource } from '../agents/agent.ts';
import { createTally } from '../domain/coverage.ts';
import type { AskElsewhere } from '../redact/redact-facts.ts';
import type { World } from './ports.ts';
import { agentOf, returning, TURN } from './read-session.ts';

/**
 * Asks the whole session, read once more, what it says of words of its handoff: a secret that one output names stands
 * bare in a prompt. All its events, whoever they are from and whatever the handoff keeps of them.
 * @param cwd where it ran: nearly each line of a log may name that, so what it is called (`tmp.X8s9Kq2LmA`) is not asked
 */
export const toldInSession =
  (world: Pick<World, 'logs' | 'agents'>, source: SessionSource, cwd: string | null = null): AskElsewhere =>
  async (asked) => {
    const words = asked.filter((word) => cwd?.includes(word) !== true);
    if (words.length === 0) return new Map();
    // most handoffs have no such word
    const { createSecretSearch } = await import('../redact/secret-search.ts');
    const search = createSecretSearch(words);
    const read = await agentOf(world, source).reader();
    const log = returning(read({ source, logs: world.logs, tally: createTally() }));
    let events = 0;
    for (const { origin: _, ...event } of log.events) {
      await search.take(event);
      if (search.isDone()) return search.finish();
      if (++events % TURN === 0) await new Promise<void>((done) => setImmediate(done));
    }
    const { sources: _, ...head } = log.head();
    await search.take(head);
    return search.finish();
  };
