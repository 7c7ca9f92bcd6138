import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OWNER_FILE } from '../domain/scratch-owner.ts';
import { livingScratch } from './living-scratch.ts';

/**
 * Deletes a directory that `makeScratch` made, the file that says whose it is last: a process that is killed on the way leaves
 * what the next one may sweep. No link is followed. None is there: nothing happens. @throws what the file system says
 */
export const removeScratch = (dir: string): void => {
  for (const name of namesIn(dir))
    if (name !== OWNER_FILE) rmSync(join(dir, name), { recursive: true, force: true, maxRetries: 3 });
  rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  livingScratch.delete(dir);
};

const namesIn = (dir: string): readonly string[] => {
  try {
    return lstatSync(dir).isDirectory() ? readdirSync(dir) : [];
  } catch {
    return []; // gone, or closed: then deleting it says so
  }
};
