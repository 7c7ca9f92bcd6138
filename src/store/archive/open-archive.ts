import { OpenSessionError } from '../../domain/errors.ts';
import { artifactRef, type ArtifactId } from '../../domain/refs.ts';
import { readInfos, readObjects } from '../../git/read-objects.ts';
import { commitOf } from '../commit-of.ts';
import { updateRefs } from '../../git/update-ref.ts';
import type { Place } from '../place.ts';
import { corrupt, messageOf } from '../read-version.ts';
import { writeThenMove } from '../write-then-move.ts';
import type { ArtifactArchive } from './archive.ts';
import { dropVersions } from './drop.ts';
import { findByKeys } from './find-by-keys.ts';
import { foldVersions } from './fold.ts';
import { mergeArchive } from './merge.ts';
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
  restore: (id) => restore(place, id),
  merge: (theirs) => mergeArchive(place, theirs),
  drop: (tips) => dropVersions(place, tips),
  findByKeys: (keys) => findByKeys(place, keys),
});

/**
 * An archived artifact as the base of a next version. Its commit must be here: a shallow archive holds files alone.
 * @throws artifact_not_found, artifact_corrupt
 */
export const archivedTip = async (place: Place, id: ArtifactId) => {
  const tip = await readArchived(place, id);
  const [info] = await readInfos(place.git, [tip.commit], place);
  if (info?.type === 'commit') return tip;
  throw corrupt(`${id} in the archive`, 'its history is not here: fetch the archive whole');
};

/**
 * The same, or null also where the archive cannot be read: a save must not fail for it, and overwrites nothing there.
 */
export const archivedTipOrNull = async (place: Place, id: ArtifactId) => {
  try {
    return await archivedTip(place, id);
  } catch (error) {
    if (error instanceof OpenSessionError && NONE.has(error.code)) return null;
    throw error;
  }
};

const NONE: ReadonlySet<string> = new Set(['artifact_not_found', 'artifact_corrupt']);

/** A version of its own, although nothing in it is new: the removal that was recorded is about the archived one. */
const restore = async (place: Place, id: ArtifactId) => {
  const { commit, tree } = await archivedTip(place, id);
  const [archived] = await readObjects(place.git, [commit], place);
  const message = archived == null ? '' : messageOf(archived.bytes);
  const version = commitOf(place, { tree, parents: [commit], message });
  const change = { ref: artifactRef(id), from: null, to: version.id };
  await writeThenMove(place, [version], () => updateRefs(place.git, place.cwd, [change]));
  return { ref: change.ref, commit: version.id };
};
