import type { SessionSource } from '../agents/agent.ts';
import type { AskElsewhere } from '../redact/redact-facts.ts';
import type { SecretValues } from '../redact/replace-values.ts';
import type { World } from './ports.ts';
import { toldInSession } from './told-elsewhere.ts';

/** Who asks: a session, whose whole log answers too; null: what an artifact kept of one that cannot be read any more. */
export type Asking = (session: AskingSession | null) => AskElsewhere;

interface AskingSession {
  readonly source: SessionSource;
  readonly cwd: string | null;
}

/**
 * Sessions that are told of in one place: what any of them calls a secret is one in all of them. One task after the
 * other goes as far as where it asks, and waits there; then each log in question is read once more for the words of all.
 * @returns in the order of the tasks. @throws what the first of them throws that fails
 */
export const toldTogether = async <T>(
  world: Pick<World, 'logs' | 'agents'>,
  tasks: readonly ((asking: Asking) => Promise<T>)[],
): Promise<readonly T[]> => {
  const asked: Asked[] = [];
  const answer = Promise.withResolvers<SecretValues>();
  const running: Promise<T>[] = [];
  for (const task of tasks) {
    const turn = Promise.withResolvers<void>();
    const done = task((session) => (words, found) => {
      asked.push({ session, words, found });
      turn.resolve();
      return answer.promise;
    });
    running.push(done);
    await Promise.race([turn.promise, done]);
  }
  answer.resolve(await answerTo(world, asked));
  return Promise.all(running);
};

interface Asked {
  readonly session: AskingSession | null;
  readonly words: readonly string[];
  readonly found: SecretValues;
}

const answerTo = async (world: Pick<World, 'logs' | 'agents'>, asked: readonly Asked[]): Promise<SecretValues> => {
  const words = [...new Set(asked.flatMap((each) => each.words))];
  const told = new Map(asked.flatMap(({ found }) => [...found]));
  for (const { session } of asked) {
    if (session === null) continue;
    for (const [value, stand] of await toldInSession(world, session.source, session.cwd)(words, new Map()))
      told.set(value, stand);
  }
  return told;
};
