import { OpenSessionError } from '../domain/errors.ts';
import type { Git, RepositoryPaths } from '../git/git.ts';
import type { ArtifactStore } from './artifact-store.ts';
import { appendVersion } from './append-version.ts';
import { buryArtifacts } from './bury-artifacts.ts';
import { listEntries } from './list-entries.ts';
import { readAllArtifacts } from './read-artifacts.ts';
import { readStored, readTip, tipOf } from './read-version.ts';
import type { Place } from './place.ts';
import { writeVersion } from './write-version.ts';

/**
 * Artifacts in the refs of one repository.
 * @param clock dates the commits
 */
export const openArtifactStore = (
  git: Git,
  paths: RepositoryPaths,
  clock: { now(): Date } = { now: () => new Date() },
): ArtifactStore => {
  // Not the common directory: git may refuse to be run inside a .git directory (safe.bareRepository).
  const place: Place = { git, cwd: paths.root ?? paths.gitDir, format: paths.objectFormat, clock };
  return {
    list: () => listEntries(place),
    readAll: (tips) => readAllArtifacts(place, tips),
    read: (id) => readStored(place, id),
    tip: (id) => tipOf(place, id),
    append: (id, next) => appendVersion(place, id, { read: readStored, next }),
    save: async ({ id, files, message, expect }) => {
      if (expect === undefined)
        return appendVersion(place, id, { read: readTip, next: async () => ({ files, message }) });
      const tip = expect === null ? null : await readTip(place, id);
      return writeVersion(place, { id, files, message, tip, from: expect });
    },
    remove: async (id, expect) => {
      if ((await tipOf(place, id)) === null)
        throw new OpenSessionError('artifact_not_found', `expected an artifact ${id}, found none`);
      await buryArtifacts(place, 'removed', [{ id, commit: expect }]);
    },
  };
};
