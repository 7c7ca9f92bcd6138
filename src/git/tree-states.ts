import type { FileState } from '../domain/path-state.ts';
import type { Git } from './git.ts';
import { isNameable, nulFields } from './path-text.ts';

/** The states of all files at or below some paths in a commit's tree; '' for all of it. */
export const treeStates = async (
  git: Git,
  cwd: string,
  ...[commit, paths]: readonly [string | null, readonly string[]]
): Promise<ReadonlyMap<string, FileState>> => {
  const named = paths.filter((path) => isNameable(path) && !/^(?:\.\.)?\/|^\.\.$/.test(path)).slice(0, MOST_PATHS);
  if (commit === null || named.length === 0) return new Map();
  const below = named.includes('') ? [] : named;
  const args = ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit, '--', ...below];
  return new Map(nulFields((await git.run(args, { cwd })).stdout).flatMap(stateIn));
};

/** Words that a command line surely takes. */
const MOST_PATHS = 100;

/** `100644 blob ID\tPATH` */
const stateIn = (entry: string): readonly (readonly [string, FileState])[] => {
  const [, mode, oid, path] = /^(\d+) \w+ ([\da-f]+)\t(.*)$/s.exec(entry) ?? [];
  return mode === undefined || oid === undefined || path === undefined ? [] : [[path, { mode, oid }]];
};
