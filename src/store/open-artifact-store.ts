import { OpenSessionError } from '../domain/errors.ts';
import type { ArtifactId } from '../domain/refs.ts';
import type { Git, RepositoryPaths } from '../git/git.ts';
import { openArchive } from './archive/open-archive.ts';
import type { ArtifactStore } from './artifact-store.ts';
import { placeOf } from './place.ts';
import { saveVersion } from './save-version.ts';
import { searchHere } from './search-here.ts';

/**
 * Artifacts in the refs of one repository. Each of its works is loaded when it is asked for: a command needs one or two.
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
    archive: openArchive(place),
    list: async () => (await listing()).listEntries(place, (entry) => entry),
    listAs: async (shape) => (await listing()).listEntries(place, shape),
    readAll: async (tips) => (await import('./read-artifacts.ts')).readAllArtifacts(place, tips),
    inspect: async function* (versions) {
      yield* (await import('./inspect-versions.ts')).inspectVersions(place, versions);
    },
    read: async (id, back) => (await reading()).readStored(place, id, back),
    lacking: async () => (await import('./exchange/lacking-refs.ts')).lackingRefs(place, 'all'),
    damagedRecords: async () => (await import('./damaged-records.ts')).damagedRecords(place),
    find: async (id) => (await import('./read-or-archived.ts')).readOrArchived(place, id),
    tip: async (id) => (await reading()).tipOf(place, id),
    append: async (id, next) => {
      const [{ appendVersion }, { storedOrArchived }] = await Promise.all([
        appending(),
        import('./read-or-archived.ts'),
      ]);
      return appendVersion(place, id, { read: storedOrArchived, next });
    },
    replace: async (id, next) => {
      const [{ appendVersion }, { readStored }] = await Promise.all([appending(), reading()]);
      return appendVersion(place, id, {
        read: readStored,
        next: async (previous) => {
          if (previous === null) throw notFound(id);
          return next(previous);
        },
      });
    },
    save: (version) => saveVersion(place, version),
    saveAll: async (versions) => (await import('./save-all.ts')).saveAll(place, versions),
    setAside: async (ref, commit) => (await import('./set-aside.ts')).setAside(place, ref, commit),
    remove: async (id, expect) => {
      if ((await (await reading()).tipOf(place, id)) === null) throw notFound(id);
      await (await import('./bury-artifacts.ts')).buryArtifacts(place, 'removed', [{ id, commit: expect }]);
    },
    isCut: async (...commits) => (await import('./is-cut.ts')).isCut(place, ...commits),
    homeRemote: async () => (await import('./home-remote.ts')).homeRemote(place),
  };
};

const listing = (): Promise<typeof import('./list-entries.ts')> => import('./list-entries.ts');
const reading = (): Promise<typeof import('./read-version.ts')> => import('./read-version.ts');
const appending = (): Promise<typeof import('./append-version.ts')> => import('./append-version.ts');

const notFound = (id: ArtifactId): OpenSessionError =>
  new OpenSessionError('artifact_not_found', `expected an artifact ${id}, found none`);
