import { OpenSessionError } from '../../domain/errors.ts';
import { type ArtifactId, artifactRef } from '../../domain/refs.ts';
import { readEach, readInfos } from '../../git/read-objects.ts';
import { updateRefs } from '../../git/update-ref.ts';
import { commitOf } from '../commit-of.ts';
import type { Place } from '../place.ts';
import { readGraveyard, readRemovals } from '../tombstones.ts';
import { writeThenMove } from '../write-then-move.ts';
import { type ArchivedVersion, versionOf } from './archived-version.ts';
import { archivedTip } from './archived-tip.ts';

/**
 * An archived artifact, or one that was removed and is still in the object store, live again. It is a version of its
 * own, although nothing in it is new: the removal that was recorded is about the one before it.
 * @throws artifact_not_found, artifact_corrupt, ref_conflict (it is live)
 */
export const restoreVersion = async (
  place: Place,
  id: ArtifactId,
): Promise<{ readonly ref: string; readonly commit: string }> => {
  const [live] = await readInfos(place.git, [artifactRef(id)], place);
  if (live != null) throw new OpenSessionError('ref_conflict', `${id} is live: there is nothing to restore`);
  const { tree, commit: parent, message } = await lastVersion(place, id);
  const version = commitOf(place, { tree, parents: [parent], message });
  const change = { ref: artifactRef(id), from: null, to: version.id };
  await writeThenMove(place, [version], () => updateRefs(place.git, place.cwd, [change]));
  return { ref: change.ref, commit: version.id };
};

/** @throws artifact_not_found, artifact_corrupt */
export const lastVersion = async (place: Place, id: ArtifactId): Promise<ArchivedVersion> => {
  try {
    const { commit } = await archivedTip(place, id);
    const [version] = await versionsAt(place, [commit]);
    if (version !== undefined) return version;
  } catch (error) {
    const removed = error instanceof OpenSessionError && error.code === 'artifact_not_found';
    const version = removed ? await removedVersion(place, id) : undefined;
    if (version === undefined) throw error;
    return version;
  }
  throw new OpenSessionError('artifact_corrupt', `expected a version of ${id}, found none that can be read`);
};

/** The one removed last, if git has not collected it. */
const removedVersion = async (place: Place, id: ArtifactId): Promise<ArchivedVersion | undefined> => {
  const removals = (await readRemovals(place, await readGraveyard(place))).filter(
    ({ artifact_id }) => artifact_id === id,
  );
  const latest = removals.toSorted((a, b) => (a.removed_at > b.removed_at ? -1 : 1));
  return (
    await versionsAt(
      place,
      latest.map(({ commit }) => commit),
    )
  ).find((version) => version.id === id);
};

const versionsAt = async (place: Place, commits: readonly string[]): Promise<readonly ArchivedVersion[]> => {
  const found = await readEach(place.git, commits, { cwd: place.cwd });
  return found.flatMap((commit) => (commit?.type === 'commit' ? (versionOf(place.format, commit.bytes) ?? []) : []));
};
