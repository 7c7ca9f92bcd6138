import type { Place } from '../place.ts';
import type { ArtifactArchive } from './archive.ts';

/** The archive of one repository. Each of its works is loaded when it is asked for. */
export const openArchive = (place: Place): ArtifactArchive => ({
  tip: async () => (await reading()).archiveTip(place),
  ids: async () => {
    const { archiveTip, foldersIn } = await reading();
    const commit = await archiveTip(place);
    return commit === null ? [] : (await foldersIn(place, commit)).map(({ id }) => id);
  },
  list: async () => (await reading()).listArchived(place),
  read: async (id) => (await import('./read-archived.ts')).readArchived(place, id),
  fold: async (tips) => (await import('./fold.ts')).foldVersions(place, tips),
  lastVersion: async (id) => {
    const { commit } = await (await import('./restore.ts')).lastVersion(place, id);
    return { id, commit };
  },
  restore: async (id) => (await import('./restore.ts')).restoreVersion(place, id),
  merge: async (theirs) => (await import('./merge.ts')).mergeArchive(place, theirs),
  drop: async (tips) => (await import('./drop.ts')).dropVersions(place, tips),
  weigh: async (tips) => (await import('./drop.ts')).weighVersions(place, tips),
  removals: async () => (await import('../tombstones.ts')).removalsHere(place),
  forget: async (removals) => (await import('../forget-removals.ts')).forgetRemovals(place, removals),
  oddRemovals: async () => (await import('../odd-removals.ts')).oddRemovals(place),
  amendRemovals: async (odd) => (await import('../odd-removals.ts')).amendRemovals(place, odd),
  work: async () => (await import('./read-work.ts')).readWork(place),
  branches: async (question) => (await import('../../git/branch-facts.ts')).readBranchFacts(place, question),
  notBefore: async (versions) => (await import('./not-before.ts')).notBefore(place, versions),
  findByKeys: async (keys) => (await import('./find-by-keys.ts')).findByKeys(place, keys),
});

const reading = (): Promise<typeof import('./read-archive.ts')> => import('./read-archive.ts');
