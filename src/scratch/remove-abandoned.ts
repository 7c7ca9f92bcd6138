import { lstatSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isOrphan, OWNER_FILE, readOwner, SCRATCH_PREFIX } from '../domain/scratch-owner.ts';
import { isAlive } from './is-alive.ts';

/**
 * Removes what killed processes of this machine left of that kind, beside a directory of ours. Age goes by the file system's
 * own times, that of our directory among them: the clock of this process may be set wrong.
 */
export const removeAbandoned = (own: string, kind: string, olderThanMs: number): void => {
  const parent = dirname(own);
  const now = lstatSync(own).mtimeMs;
  for (const name of readdirSync(parent).filter((name) => name.startsWith(`${SCRATCH_PREFIX}${kind}-`))) {
    const path = join(parent, name);
    try {
      if (now - lstatSync(path).mtimeMs > olderThanMs && isLeft(path)) rmSync(path, { recursive: true, force: true });
    } catch {
      // gone meanwhile, not ours, or another user's
    }
  }
};

const isLeft = (path: string): boolean => {
  const owner = readOwner(readFileSync(join(path, OWNER_FILE), 'utf8'), basename(path));
  return owner !== undefined && isOrphan(owner, { host: hostname(), isAlive });
};
