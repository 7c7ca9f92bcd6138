import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeScratch } from '../../scratch/make-scratch.ts';
import { removeScratch } from '../../scratch/remove-scratch.ts';
import { makeBareRepository } from '../bare-repository.ts';
import { gitIn } from '../git-in.ts';
import type { Git, RepositoryPaths } from '../git.ts';
import type { RawChanges } from './raw-changes.ts';
import { ALL_HERE, type Supply } from './supply.ts';

/** A bare repository of our own, with the objects of what is judged and nothing of anybody's configuration. */
export interface PrivateRepository {
  readonly git: Git;
  readonly dir: string;
  readonly object_format: 'sha1' | 'sha256';
  readonly supply: Supply;
  /** What `changesBetween` was asked before: objects do not change, and to compare them takes a process. */
  readonly compared: Map<string, Promise<RawChanges>>;
}

/**
 * Gives `work` a bare repository of its own and deletes it afterwards. Of `from` it borrows the objects and the list of
 * commits whose history is cut off; refs, configuration, grafts, replacements and attributes of `from` do not count.
 */
export const withPrivateRepository = <T>(
  git: Git,
  from: RepositoryPaths,
  work: (repository: PrivateRepository) => Promise<T>,
): Promise<T> =>
  withPrivateDirectory(git, async (dir) => {
    makeBareRepository(dir, { format: from.objectFormat, objects: join(from.commonDir, 'objects') });
    const shallow = join(from.commonDir, 'shallow');
    if (existsSync(shallow)) cpSync(shallow, join(dir, 'shallow'));
    return work({ git: gitIn(git, dir), dir, object_format: from.objectFormat, supply: ALL_HERE, compared: new Map() });
  });

/** A directory that is deleted when the work ends. */
export const withPrivateDirectory = async <T>(git: Git, work: (dir: string) => Promise<T>): Promise<T> => {
  const dir = makeScratch('gate');
  try {
    return await work(dir);
  } finally {
    await git.leave(dir);
    removeScratch(dir);
  }
};

/** Whose commits these are matters to nobody: they are deleted with the private repository. */
export const NOBODY = {
  GIT_AUTHOR_NAME: 'nobody',
  GIT_AUTHOR_EMAIL: 'nobody@invalid',
  GIT_AUTHOR_DATE: '@0 +0000',
  GIT_COMMITTER_NAME: 'nobody',
  GIT_COMMITTER_EMAIL: 'nobody@invalid',
  GIT_COMMITTER_DATE: '@0 +0000',
};
