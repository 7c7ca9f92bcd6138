import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeBareRepository } from '../bare-repository.ts';
import { inDirectory } from '../file-error.ts';
import type { Git, RepositoryPaths } from '../git.ts';

export interface BorrowingPlace {
  readonly paths: Pick<RepositoryPaths, 'commonDir' | 'objectFormat'>;
  /** Directory of ours in which the repository is made. */
  readonly parent: string;
  /** Who works there: part of the directory's name, so that what a killed process left can be told. */
  readonly owner: string;
}

/**
 * Makes a repository of our own that borrows a user's objects. One that a process left which was killed is swept by its
 * name (sweepTransfers). @throws no_space, read_only; then nothing is left of it
 */
export const openBorrowing = async (
  git: Git,
  { paths, parent, owner }: BorrowingPlace,
): Promise<{ readonly dir: string; readonly close: () => Promise<void> }> => {
  const dir = inDirectory(parent, () => {
    mkdirSync(parent, { recursive: true });
    return mkdtempSync(join(parent, `transfer-${owner}-`));
  });
  const close = async (): Promise<void> => {
    await git.leave(dir);
    rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    inDirectory(parent, () => {
      makeBareRepository(dir, { format: paths.objectFormat, objects: join(paths.commonDir, 'objects') });
    });
    return { dir, close };
  } catch (error) {
    await close();
    throw error;
  }
};
