import { TOMBSTONES_REF, artifactRef } from '../domain/refs.ts';
import type { RemovalReason } from '../domain/tombstone.ts';
import { releaseOldLocks } from './old-lock.ts';
import { retryMoved } from './retry-moved.ts';
import type { Place } from './place.ts';
import { type Burial, planBurial } from './plan-burial.ts';
import { tipOf } from './read-version.ts';
import { writeAndPoint } from './write-then-move.ts';

/**
 * Deletes the refs of artifacts and records their removals, all in one transaction.
 * @throws ref_conflict when an artifact is not where it was read, ref_locked, no_space, read_only
 */
export const buryArtifacts = async (place: Place, reason: RemovalReason, burials: readonly Burial[]): Promise<void> => {
  const deleted = burials.map(({ id, commit }) => ({ ref: artifactRef(id), from: commit, to: null }));
  return retryMoved({
    read: () => planBurial(place, reason, burials),
    at: ({ changes }) => changes[0]?.from ?? null,
    act: ({ objects, changes }) => writeAndPoint(place, objects, [...changes, ...deleted]),
    release: () => releaseOldLocks(place, [TOMBSTONES_REF, ...deleted.map(({ ref }) => ref)]),
    isVain: async () => !(await areThere(place, burials)),
  });
};

const areThere = async (place: Place, burials: readonly Burial[]): Promise<boolean> => {
  for (const { id, commit } of burials) if ((await tipOf(place, id)) !== commit) return false;
  return true;
};
