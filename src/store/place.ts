import type { Git, RepositoryPaths } from '../git/git.ts';

/** The repository that a store works in. */
export interface Place {
  readonly git: Git;
  /** Absolute directory in which git finds the repository. */
  readonly cwd: string;
  /** Absolute; where linked worktrees share objects and refs. */
  readonly commonDir: string;
  readonly format: RepositoryPaths['objectFormat'];
  readonly clock: { now(): Date };
}

/** @param clock dates the commits */
export const placeOf = (git: Git, paths: RepositoryPaths, clock: Place['clock']): Place => ({
  git,
  // Not the common directory: git may refuse to be run inside a .git directory (safe.bareRepository).
  cwd: paths.root ?? paths.gitDir,
  commonDir: paths.commonDir,
  format: paths.objectFormat,
  clock,
});
