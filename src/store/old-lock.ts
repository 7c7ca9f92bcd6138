import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './place.ts';

/** Git holds the lock of a ref for milliseconds: one that is older was left by a git that was killed. */
const OLD_MS = 10 * 60 * 1000;

/** Takes away the locks of some of our refs where they are old; a killed git would block these for ever. @returns whether there was one */
export const releaseOldLocks = (place: Place, refs: readonly string[]): boolean =>
  refs.map((ref) => releaseOldLock(place, ref)).includes(true);

const releaseOldLock = ({ commonDir, clock }: Place, ref: string): boolean => {
  const path = join(commonDir, `${ref}.lock`);
  try {
    if (clock.now().getTime() - statSync(path).mtimeMs < OLD_MS) return false;
    rmSync(path);
    return true;
  } catch {
    return false; // no lock in a file (reftable), or not ours to remove
  }
};
