import { lstatSync, readFileSync, readdirSync, rmdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { hostHere } from './host-here.ts';
import { isOrphan, OWNER_FILE, readOwner, SCRATCH_PREFIX } from '../domain/scratch-owner.ts';
import { isAlive } from './is-alive.ts';
import { removeScratch } from './remove-scratch.ts';

/**
 * Removes what killed processes of this machine left of that kind, beside a directory of ours. Age goes by the file system's
 * own times, that of our directory among them: the clock of this process may be set wrong. An empty one was left before it
 * could say whose it is, and so was one in which there is only the file for it, with nothing in it. Another user's is not even
 * looked into: anybody can make one in a shared directory, with a pipe in it that never ends, or a link put in its way.
 */
export const removeAbandoned = (own: string, kind: string, olderThanMs: number): void => {
  const parent = dirname(own);
  const { mtimeMs: now, uid } = lstatSync(own);
  for (const name of readdirSync(parent).filter((name) => name.startsWith(`${SCRATCH_PREFIX}${kind}-`))) {
    const path = join(parent, name);
    try {
      const found = lstatSync(path);
      const age = now - found.mtimeMs;
      if (age <= olderThanMs || found.uid !== uid) continue;
      if (readdirSync(path).length === 0) rmdirSync(path);
      else if (isLeft(path, age)) removeScratch(path);
    } catch {
      // gone meanwhile, or not ours
    }
  }
};

/** A system gives the id of a process to another one after a while; nobody works in such a directory for so long. */
const FORGOTTEN_MS = 24 * 60 * 60 * 1000;

const isLeft = (path: string, age: number): boolean => {
  const text = readFileSync(join(path, OWNER_FILE), 'utf8');
  const owner = readOwner(text, basename(path));
  if (owner === undefined) return text === '' && readdirSync(path).length === 1;
  return isOrphan(owner, { host: hostHere(), isAlive: (pid) => age <= FORGOTTEN_MS && isAlive(pid) });
};
