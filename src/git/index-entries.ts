import type { Git } from './git.ts';

export interface IndexEntry {
  readonly path: string;
  readonly mode: string;
  readonly oid: string;
  /** skip-worktree or assume-unchanged: git looks away from changes of the file. */
  readonly flagged: boolean;
}

/** The entries of the index that are not unmerged. */
export const readIndex = async (git: Git, root: string): Promise<readonly IndexEntry[]> =>
  (await linesOf(git, root)).flatMap(entryIn);

/** Those of them that are flagged, or submodules: few of very many, so that the others are not taken apart. */
export const readSpecialEntries = async (git: Git, root: string): Promise<readonly IndexEntry[]> =>
  (await linesOf(git, root)).filter((line) => !isPlain(line)).flatMap(entryIn);

const isPlain = (line: string): boolean => line.startsWith('H ') && !line.startsWith('160000 ', 'H '.length);

const linesOf = async (git: Git, cwd: string): Promise<readonly string[]> =>
  (await git.run(['ls-files', '--stage', '-v', '-z'], { cwd })).stdout.toString('utf8').split('\0');

const entryIn = (line: string): readonly IndexEntry[] => {
  const [, tag, mode, oid, path] = ENTRY.exec(line) ?? [];
  if (tag === undefined || mode === undefined || oid === undefined || path === undefined) return [];
  return [{ path, mode, oid, flagged: tag === 'S' || tag === tag.toLowerCase() }];
};

/** `<tag> <mode> <oid> <stage>\t<path>`; a tag in lower case is assume-unchanged, S is skip-worktree. */
const ENTRY = /^([A-Za-z?]) (\d{6}) ([0-9a-f]+) 0\t([^]+)$/;
