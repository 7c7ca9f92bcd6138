import { TOMBSTONES_REF } from '../domain/refs.ts';
import { type Removal, tombstonePath } from '../domain/tombstone.ts';
import { commitOf } from './commit-of.ts';
import { forgetLog } from './forget-log.ts';
import { releaseOldLocks } from './old-lock.ts';
import type { Place } from './place.ts';
import { retryMoved } from './retry-moved.ts';
import { type Graveyard, TOMBSTONES_MESSAGE, graveyardTrees, readGraveyard } from './tombstones.ts';
import { writeAndPoint } from './write-then-move.ts';

/**
 * Takes removals out of the record, history included: a clone that still has what was removed may bring it back.
 * @throws artifact_corrupt, ref_conflict, ref_locked, no_space, read_only
 */
export const forgetRemovals = async (place: Place, removals: readonly Removal[]): Promise<void> => {
  if (removals.length === 0) return;
  await retryMoved({
    read: () => readGraveyard(place),
    at: ({ commit }) => commit,
    act: (before) => forgetIn(place, before, removals),
    release: () => releaseOldLocks(place, [TOMBSTONES_REF]),
  });
  await forgetLog(place, TOMBSTONES_REF);
};

const forgetIn = async (place: Place, before: Graveyard, removals: readonly Removal[]): Promise<void> => {
  if (before.commit === null) return;
  const gone = new Set(await Promise.all(removals.map(tombstonePath)));
  const files = new Map([...before.files].filter(([path]) => !gone.has(path)));
  const trees = graveyardTrees(place, files, []);
  const message = `${TOMBSTONES_MESSAGE}-${removals.length}\n`;
  const commit = commitOf(place, { tree: trees.at(-1)?.id ?? '', parents: [], message });
  const to = files.size === 0 ? null : commit.id;
  await writeAndPoint(place, to === null ? [] : [...trees, commit], [{ ref: TOMBSTONES_REF, from: before.commit, to }]);
};
