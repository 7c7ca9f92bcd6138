import { readBranchFacts } from '../../git/branch-facts.ts';
import type { Place } from '../place.ts';
import type { ArtifactArchive } from './archive.ts';
import { forgetRemovals } from '../forget-removals.ts';
import { readGraveyard, readRemovals } from '../tombstones.ts';
import { dropVersions, weighVersions } from './drop.ts';
import { findByKeys } from './find-by-keys.ts';
import { foldVersions } from './fold.ts';
import { mergeArchive } from './merge.ts';
import { lastVersion, restoreVersion } from './restore.ts';
import { readWork } from './read-work.ts';
import { archiveTip, foldersIn, listArchived, readArchived } from './read-archive.ts';

/** The archive of one repository. */
export const openArchive = (place: Place): ArtifactArchive => ({
  tip: () => archiveTip(place),
  count: async () => {
    const commit = await archiveTip(place);
    return commit === null ? 0 : (await foldersIn(place, commit)).length;
  },
  list: () => listArchived(place),
  read: (id) => readArchived(place, id),
  fold: (tips) => foldVersions(place, tips),
  lastVersion: async (id) => {
    const { commit } = await lastVersion(place, id);
    return { id, commit };
  },
  restore: (id) => restoreVersion(place, id),
  merge: (theirs) => mergeArchive(place, theirs),
  drop: (tips) => dropVersions(place, tips),
  weigh: (tips) => weighVersions(place, tips),
  removals: async () => readRemovals(place, await readGraveyard(place)),
  forget: (removals) => forgetRemovals(place, removals),
  work: () => readWork(place),
  branches: (question) => readBranchFacts(place, question),
  findByKeys: (keys) => findByKeys(place, keys),
});
