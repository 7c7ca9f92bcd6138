import { OpenSessionError } from '../domain/errors.ts';
import type { ArtifactId } from '../domain/refs.ts';
import type { Git, RepositoryPaths } from '../git/git.ts';
import type { ArtifactStore, StoredArtifact } from './artifact-store.ts';
import { archivedTipOrNull, tipOrArchived } from './archive/archived-tip.ts';
import { openArchive } from './archive/open-archive.ts';
import { readArchived } from './archive/read-archive.ts';
import { appendVersion } from './append-version.ts';
import { inspectVersions } from './inspect-versions.ts';
import { buryArtifacts } from './bury-artifacts.ts';
import { searchHere } from './search-here.ts';
import { listEntries } from './list-entries.ts';
import { readAllArtifacts } from './read-artifacts.ts';
import { saveAll } from './save-all.ts';
import { type Tip, readStored, tipOf } from './read-version.ts';
import { type Place, placeOf } from './place.ts';
import { setAside } from './set-aside.ts';
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
  const place = placeOf(git, paths, clock);
  return {
    search: searchHere(place),
    list: () => listEntries(place),
    readAll: (tips) => readAllArtifacts(place, tips),
    inspect: (versions) => inspectVersions(place, versions),
    read: (id, back) => readStored(place, id, back),
    find: async (id) => (await storedOrNull(place, id)) ?? readArchived(place, id),
    tip: (id) => tipOf(place, id),
    append: (id, next) => appendVersion(place, id, { read: storedOrArchived, next }),
    replace: (id, next) =>
      appendVersion(place, id, {
        read: readStored,
        next: async (previous) => {
          if (previous === null)
            throw new OpenSessionError('artifact_not_found', `expected an artifact ${id}, found none`);
          return next(previous);
        },
      }),
    save: async ({ id, files, message, expect }) => {
      if (expect === undefined)
        return appendVersion(place, id, { read: tipOrArchived, next: async () => ({ files, message }) });
      const tip = expect === null ? null : await tipOrArchived(place, id);
      // what was read may be archived: then no ref may be there
      const from = tip?.archived === true && tip.commit === expect ? null : expect;
      return writeVersion(place, { id, files, message, tip, from });
    },
    setAside: (ref, commit) => setAside(place, ref, commit),
    archive: openArchive(place),
    saveAll: (versions) => saveAll(place, versions),
    remove: async (id, expect) => {
      if ((await tipOf(place, id)) === null)
        throw new OpenSessionError('artifact_not_found', `expected an artifact ${id}, found none`);
      await buryArtifacts(place, 'removed', [{ id, commit: expect }]);
    },
  };
};

/** As tipOrArchived, with the content. */
const storedOrArchived = async (place: Place, id: ArtifactId): Promise<(StoredArtifact & Tip) | null> =>
  (await storedOrNull(place, id)) ?? (await archivedTipOrNull(place, id));

const storedOrNull = async (place: Place, id: ArtifactId): Promise<(StoredArtifact & Tip) | null> => {
  try {
    return await readStored(place, id);
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'artifact_not_found') return null;
    throw error;
  }
};
