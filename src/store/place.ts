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
