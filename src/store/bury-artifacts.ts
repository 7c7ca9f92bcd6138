import type { OpenSessionError } from '../domain/errors.ts';
import { TOMBSTONES_REF, artifactRef } from '../domain/refs.ts';
import type { RemovalReason } from '../domain/tombstone.ts';
import { releaseOldLocks } from './old-lock.ts';
import { isContended, retryMoved } from './retry-moved.ts';
import type { Place } from './place.ts';
import { type Burial, planBurial } from './plan-burial.ts';
import { tipOf } from './read-version.ts';
import { moved } from './write-version.ts';
import { writeAndPoint } from './write-then-move.ts';

/**
 * Deletes the refs of artifacts and records their removals, all in one transaction.
 * @throws ref_conflict when an artifact is not where it was read, ref_locked, no_space, read_only
 */
export const buryArtifacts = async (place: Place, reason: RemovalReason, burials: readonly Burial[]): Promise<void> => {
  const deleted = burials.map(({ id, commit }) => ({ ref: artifactRef(id), from: commit, to: null }));
  const burying = retryMoved({
    read: () => planBurial(place, reason, burials),
    at: ({ changes }) => changes[0]?.from ?? null,
    act: ({ objects, changes }) => writeAndPoint(place, objects, [...changes, ...deleted]),
    release: () => releaseOldLocks(place, [TOMBSTONES_REF, ...deleted.map(({ ref }) => ref)]),
    isVain: async () => (await movedAmong(place, burials)) !== null,
  });
  return burying.catch(async (error: unknown) => {
    // git names the ref that it came to first: the record of removals, which moved with the artifact
    throw (isContended(error) ? await movedAmong(place, burials) : null) ?? error;
  });
};

const movedAmong = async (place: Place, burials: readonly Burial[]): Promise<OpenSessionError | null> => {
  for (const { id, commit } of burials) {
    const now = await tipOf(place, id);
    if (now !== commit) return moved(artifactRef(id), now);
  }
  return null;
};
