import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SESSIONS_BRANCH, SESSIONS_REF } from '../../domain/refs.ts';
import { namesIn } from '../../git/names-in.ts';
import { readText } from '../read-text.ts';

/** Files of a git directory that name the branch which comes back at the end: git itself moves no such branch either. */
const NAMED_IN = ['rebase-merge/head-name', 'rebase-apply/head-name', 'BISECT_START'] as const;

/**
 * Where the branch is in the middle of a rebase or a bisect. HEAD is detached meanwhile, so that `%(worktreepath)` names no
 * work tree. @returns of a linked one its directory, of the main one the git directory; null: nowhere
 */
export const heldIn = (commonDir: string): string | null => {
  const linked = join(commonDir, 'worktrees');
  const dirs = [commonDir, ...namesIn(linked).map((name) => join(linked, name))];
  const dir = dirs.find((one) => NAMED_IN.some((file) => BRANCH.has(textOf(join(one, file)))));
  if (dir === undefined) return null;
  const gitFile = textOf(join(dir, 'gitdir'));
  return gitFile === '' ? dir : dirname(gitFile);
};

/** Of a work tree: its directory was deleted or moved, and git goes on to speak of it until it is pruned. */
export const isGone = (worktree: string): boolean => !existsSync(worktree);

/** A bisect names it short. */
const BRANCH: ReadonlySet<string> = new Set([SESSIONS_REF, SESSIONS_BRANCH]);

/** Nearly always they are not there. */
const textOf = (file: string): string => readText(file)?.trim() ?? '';
