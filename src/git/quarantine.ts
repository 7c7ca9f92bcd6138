import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { makeScratch } from '../scratch/make-scratch.ts';
import { removeAbandoned } from '../scratch/remove-abandoned.ts';
import { removeScratch } from '../scratch/remove-scratch.ts';
import { toFileError } from './file-error.ts';
import type { Git, GitOptions } from './git.ts';
import type { WorkState } from './work-state.ts';

const SETTINGS = [
  // Else an entry that is put in anew is one that git looks away from.
  'core.ignoreStat=false',
  'core.fsync=none',
  'core.safecrlf=false',
  'core.looseCompression=0',
  // Either would put files beside the user's index.
  'core.splitIndex=false',
  'index.sparse=false',
].flatMap((setting) => ['-c', setting]);

/**
 * For commands that add many files: what would be a file for each (with a directory of its own, as like as not) goes into
 * one pack, which takes a third of the time. Contents that git converts are written one by one all the same.
 */
export const IN_ONE_PACK = ['core.bigFileThreshold=1', 'pack.compression=0'].flatMap((setting) => ['-c', setting]);

/** A git that writes to nothing of the user: an index and an object directory of its own, deleted afterwards. */
export interface Quarantine {
  /** Path of the private index; nothing is there at first. */
  readonly index: string;
  run(args: readonly string[], options?: Pick<GitOptions, 'stdin' | 'allow' | 'env'>): Promise<Buffer>;
  /** The same git for what takes a Git. */
  readonly git: Git;
  readonly cwd: string;
}

/** Gives `work` a quarantine and deletes it when the work ends. @throws no_space, read_only, and what `work` throws */
export const quarantined = async <T>(
  git: Git,
  state: WorkState,
  work: (quarantine: Quarantine) => Promise<T>,
): Promise<T> => {
  const dir = makeDirectory();
  removeAbandoned(dir, KIND, ABANDONED_MS);
  try {
    mkdirSync(join(dir, 'objects'));
    const env = {
      ...state.withoutFilters,
      GIT_INDEX_FILE: join(dir, 'index'),
      GIT_OBJECT_DIRECTORY: join(dir, 'objects'),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: alternate(join(state.paths.commonDir, 'objects')),
    };
    const inside: Git = {
      ...git,
      run: (args, options) =>
        git.run([...SETTINGS, ...args], { ...options, cwd: state.paths.root, env: { ...env, ...options.env } }),
    };
    const cwd = state.paths.root;
    return await work({
      index: env.GIT_INDEX_FILE,
      git: inside,
      cwd,
      run: async (args, options) => (await inside.run(args, { cwd, ...options })).stdout,
    });
  } catch (error) {
    throw toFileError(tmpdir(), error);
  } finally {
    await git.leave(dir);
    removeScratch(dir);
  }
};

const makeDirectory = (): string => {
  try {
    return makeScratch(KIND);
  } catch (error) {
    throw toFileError(tmpdir(), error);
  }
};

const KIND = 'tree';
/** The work in a quarantine takes seconds: what is older was left by a process that was killed. */
const ABANDONED_MS = 60 * 60 * 1000;

/** The variable is a list: a path that holds the separator stands in C quotes. */
const alternate = (path: string): string =>
  path.includes(delimiter) || path.startsWith('"') ? `"${path.replace(/["\\]/g, '\\$&')}"` : path;
