import type { Quarantine } from './quarantine.ts';

export interface IndexEntry {
  readonly path: string;
  readonly mode: string;
  readonly oid: string;
  /** skip-worktree or assume-unchanged: git looks away from changes of the file. */
  readonly flagged: boolean;
}

/** The entries of the index that are not unmerged. */
export const readIndex = async (quarantine: Quarantine): Promise<readonly IndexEntry[]> => {
  const output = await quarantine.run(['ls-files', '--stage', '-v', '-z']);
  return output
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, tag, mode, oid, path] = ENTRY.exec(line) ?? [];
      if (tag === undefined || mode === undefined || oid === undefined || path === undefined) return [];
      return [{ path, mode, oid, flagged: tag === 'S' || tag === tag.toLowerCase() }];
    });
};

/** `<tag> <mode> <oid> <stage>\t<path>`; a tag in lower case is assume-unchanged, S is skip-worktree. */
const ENTRY = /^([A-Za-z?]) (\d{6}) ([0-9a-f]+) 0\t([^]+)$/;
