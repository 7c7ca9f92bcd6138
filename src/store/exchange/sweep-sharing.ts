import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isAtWork } from '../../domain/transfer-owner.ts';
import { isUnfinished } from '../../domain/unfinished.ts';
import { sweepTransfers } from '../../git/transfer/open-transfer.ts';
import { namesIn } from '../../git/names-in.ts';
import { type ExchangePlace, sharingDir } from './exchange-place.ts';

/** A file is written within moments: one that is older was left by a process that was killed. */
const OLD_MS = 10 * 60 * 1000;

/**
 * Removes what killed processes left of a transfer: its repository, with all that had come, and temporary files that were to
 * become the queue, the chosen remote or a lock. For whoever transfers, before: it may be what fills the disk.
 */
export const sweepSharing = (place: Pick<ExchangePlace, 'paths' | 'clock' | 'machine'>): void => {
  const dir = sharingDir(place);
  sweepTransfers(dir, (owner) => isAtWork(owner, place.machine) === false);
  const now = place.clock.now().getTime();
  for (const name of namesIn(dir).filter(isUnfinished)) sweepOld(join(dir, name), now);
};

const sweepOld = (path: string, now: number): void => {
  try {
    if (now - statSync(path).mtimeMs > OLD_MS) rmSync(path, { force: true });
  } catch {
    // gone meanwhile, or another user's, in a repository that several share
  }
};
