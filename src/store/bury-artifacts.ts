import { artifactRef } from '../domain/refs.ts';
import type { RemovalReason } from '../domain/tombstone.ts';
import { isContended } from './retry-moved.ts';
import { backOff } from './back-off.ts';
import type { Place } from './place.ts';
import { type Burial, planBurial } from './plan-burial.ts';
import { tipOf } from './read-version.ts';
import { writeAndPoint } from './write-then-move.ts';

const TRIES = 100;
/** Tries while nobody moves the record and the refs still cannot be taken: a lock left behind. Git waits half a second for each. */
const STUCK_TRIES = 2;

/**
 * Deletes the refs of artifacts and records their removals, all in one transaction.
 * @throws ref_conflict when an artifact is not where it was read, ref_locked, no_space, read_only
 */
export const buryArtifacts = async (place: Place, reason: RemovalReason, burials: readonly Burial[]): Promise<void> => {
  const deleted = burials.map(({ id, commit }) => ({ ref: artifactRef(id), from: commit, to: null }));
  let stuck = 0;
  let last: string | null | undefined;
  for (let attempt = 1; ; attempt++) {
    const { objects, changes } = await planBurial(place, reason, burials);
    const from = changes[0]?.from ?? null;
    stuck = from === last ? stuck + 1 : 0;
    last = from;
    try {
      return await writeAndPoint(place, objects, [...changes, ...deleted]);
    } catch (error) {
      const isOver = stuck >= STUCK_TRIES || attempt >= TRIES;
      if (!isContended(error) || isOver || !(await areThere(place, burials))) throw error;
    }
    await backOff(attempt);
  }
};

const areThere = async (place: Place, burials: readonly Burial[]): Promise<boolean> => {
  for (const { id, commit } of burials) if ((await tipOf(place, id)) !== commit) return false;
  return true;
};
