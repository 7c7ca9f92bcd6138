import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isUnfinished } from '../../domain/unfinished.ts';
import { type ExchangePlace, sharingDir } from './exchange-place.ts';

/** A file is written within moments: one that is older was left by a process that was killed. */
const OLD_MS = 10 * 60 * 1000;

/** Removes temporary files that were to become the queue, the chosen remote or a lock. */
export const sweepUnfinished = (place: Pick<ExchangePlace, 'paths' | 'clock'>): void => {
  const dir = sharingDir(place);
  const now = place.clock.now().getTime();
  for (const name of readdirSync(dir).filter(isUnfinished)) {
    const path = join(dir, name);
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (now - modified > OLD_MS) rmSync(path, { force: true });
  }
};
