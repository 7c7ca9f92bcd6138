import { OpenSessionError } from '../../domain/errors.ts';
import { type ArtifactId, artifactRef } from '../../domain/refs.ts';
import { type Removal, removedSince } from '../../domain/tombstone.ts';
import { readEach, readInfos } from '../../git/read-objects.ts';
import { commitOf } from '../commit-of.ts';
import type { Place } from '../place.ts';
import { removalsHere } from '../tombstones.ts';
import { writeAndPoint } from '../write-then-move.ts';
import { type ArchivedVersion, versionOf } from './archived-version.ts';
import { archivedTip } from './archived-tip.ts';

/**
 * An archived artifact, or one that was removed and is still in the object store, live again; whichever of both was there
 * last. It is a version of its own, although nothing in it is new: the removal that was recorded is about the one before it.
 * So one that is still live here, and that somebody removed, is kept.
 * @throws artifact_not_found, artifact_corrupt, ref_conflict (it is live, and nobody removed it)
 */
export const restoreVersion = async (
  place: Place,
  id: ArtifactId,
): Promise<{ readonly ref: string; readonly commit: string }> => {
  const { version: former, live } = await findFormer(place, id);
  const version = commitOf(place, { tree: former.tree, parents: [former.commit], message: former.message });
  const change = { ref: artifactRef(id), from: live, to: version.id };
  await writeAndPoint(place, [version], [change]);
  return { ref: change.ref, commit: version.id };
};

/** What restoring is built upon. @throws as restoreVersion */
export const lastVersion = async (place: Place, id: ArtifactId): Promise<ArchivedVersion> =>
  (await findFormer(place, id)).version;

interface Former {
  readonly version: ArchivedVersion;
  /** Where the ref is; null: there is none. */
  readonly live: string | null;
}

const findFormer = async (place: Place, id: ArtifactId): Promise<Former> => {
  const [live] = await readInfos(place.git, [artifactRef(id)], place);
  const all = await removalsHere(place);
  const removals = all.filter(({ artifact_id }) => artifact_id === id);
  if (live == null) return { version: await lastGone(place, id, removals), live: null };
  if (!removals.some(({ versions }) => versions.includes(live.id)))
    throw new OpenSessionError('ref_conflict', `${id} is live, and nobody removed it: there is nothing to restore`);
  return { version: await oneAt(place, id, live.id), live: live.id };
};

/** The archived version, or the one that was removed after it was archived, if git has not collected it. */
const lastGone = async (place: Place, id: ArtifactId, removals: readonly Removal[]): Promise<ArchivedVersion> => {
  const archived = await archivedOrError(place, id);
  const later = removedSince(removals, typeof archived === 'string' ? archived : null);
  const latest = later.map(({ commit }) => commit);
  const removed = (await versionsAt(place, latest)).find((version) => version.id === id);
  if (removed !== undefined) return removed;
  if (typeof archived !== 'string') throw archived;
  return oneAt(place, id, archived);
};

const archivedOrError = async (place: Place, id: ArtifactId): Promise<string | OpenSessionError> => {
  try {
    return (await archivedTip(place, id)).commit;
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'artifact_not_found') return error;
    throw error;
  }
};

const oneAt = async (place: Place, id: ArtifactId, commit: string): Promise<ArchivedVersion> => {
  const version = (await versionsAt(place, [commit])).find((one) => one.id === id);
  if (version !== undefined) return version;
  throw new OpenSessionError(
    'artifact_corrupt',
    `expected a version of ${id} at ${commit}, found none that can be read`,
  );
};

const versionsAt = async (place: Place, commits: readonly string[]): Promise<readonly ArchivedVersion[]> => {
  const found = await readEach(place.git, commits, { cwd: place.cwd });
  return found.flatMap((commit) => (commit?.type === 'commit' ? (versionOf(place.format, commit.bytes) ?? []) : []));
};
