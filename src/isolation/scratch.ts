import { chmodSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeScratch } from '../scratch/make-scratch.ts';
import { removeScratch } from '../scratch/remove-scratch.ts';
import type { Scratch } from './enclosing-command.ts';

/** Gives `work` four empty directories that nobody else can enter, and deletes them afterwards. @throws no_space, read_only (of node:fs) */
export const withScratch = <T>(parent: string, work: (scratch: Scratch) => Promise<T>): Promise<T> => {
  const done = inScratch(parent, work);
  const settled = Promise.allSettled([done]);
  pending.add(settled);
  void settled.then(() => pending.delete(settled));
  return done;
};

const pending = new Set<Promise<unknown>>();

/** Resolves when all of them are deleted. */
export const scratchesGone = async (): Promise<void> => {
  while (pending.size > 0) {
    await Promise.all(pending);
    // what waited for one of them may begin another
    await new Promise((turn) => setImmediate(turn));
  }
};

const inScratch = async <T>(parent: string, work: (scratch: Scratch) => Promise<T>): Promise<T> => {
  const dir = makeScratch('rerun', parent);
  try {
    const scratch = {
      root: join(dir, 'root'),
      head: join(dir, 'head'),
      home: join(dir, 'home'),
      tmp: join(dir, 'tmp'),
    };
    for (const path of Object.values(scratch)) mkdirSync(path);
    return await work(scratch);
  } finally {
    removeTree(dir);
  }
};

/** What ran there may have closed its directories to everybody. No link is followed. */
const removeTree = (dir: string): void => {
  try {
    removeScratch(dir);
  } catch {
    open(dir);
    removeScratch(dir);
  }
};

const open = (dir: string): void => {
  for (let left = [dir]; left.length > 0;) {
    const next: string[] = [];
    for (const path of left) {
      if (lstatSync(path).isDirectory()) {
        chmodSync(path, 0o700);
        next.push(...readdirSync(path).map((name) => join(path, name)));
      }
    }
    left = next;
  }
};
