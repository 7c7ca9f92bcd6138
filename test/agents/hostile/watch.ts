/** A limit on the time that reading one input may take. */
import { Script } from 'node:vm';

/** Milliseconds of this thread's own work: a busy machine does not count against a parser. */
export const LIMIT = 2000;
/** Milliseconds after which a loop without end is broken off. */
const STUCK = 280_000;

/** Runs `read` and throws when it worked longer than the limit. */
export const inTime = <T>(read: () => T, what: () => string, limit = LIMIT): T => {
  const before = process.threadCpuUsage();
  const result = read();
  const { user, system } = process.threadCpuUsage(before);
  if (user + system > limit * 1000) throw new Error(`${what()}: ${Math.round((user + system) / 1000)} ms`);
  return result;
};

const SLOT = 'opensessionWatched';
const script = new Script(`globalThis.${SLOT}()`);

/** Runs all of a test's inputs; what never ends is broken off, so that it fails and does not hang. */
export const watched = (run: () => void): void => {
  const place = globalThis as { [SLOT]?: () => void };
  place[SLOT] = run;
  try {
    script.runInThisContext({ timeout: STUCK });
  } finally {
    delete place[SLOT];
  }
};
