import { TOMBSTONES_REF } from '../domain/refs.ts';
import { type Oddity, amendedRemoval, oddityOf } from '../domain/odd-removal.ts';
import { type GitObject, gitObject } from '../git/object-id.ts';
import { commitOf } from './commit-of.ts';
import { releaseOldLocks } from './old-lock.ts';
import type { Place } from './place.ts';
import { retryMoved } from './retry-moved.ts';
import { type Graveyard, TOMBSTONES_MESSAGE, graveyardTrees, readEntries, readGraveyard } from './tombstones.ts';
import { writeAndPoint } from './write-then-move.ts';

/** An entry of the record of removals, as it was seen. */
export interface OddRemoval {
  readonly path: string;
  readonly blob: string;
  readonly is: Oddity;
}

/** @throws as readGraveyard and readRemovals */
export const oddRemovals = async (place: Place): Promise<readonly OddRemoval[]> => {
  const graveyard = await readGraveyard(place);
  const odd: OddRemoval[] = [];
  for (const [path, bytes] of await readEntries(place, graveyard)) {
    const is = await oddityOf(path, bytes.toString('utf8'), place.clock.now());
    if (is !== null) odd.push({ path, blob: graveyard.files.get(path) ?? '', is });
  }
  return odd;
};

/**
 * Takes those out that are no removals, and puts the others right; what is no longer as it was seen stays. The record goes
 * on from what it was: a remote that has the same takes it in, and so does whoever fetches from there.
 * @throws artifact_corrupt, ref_conflict, ref_locked, no_space, read_only
 */
export const amendRemovals = (place: Place, odd: readonly OddRemoval[]): Promise<void> =>
  retryMoved({
    read: () => readGraveyard(place),
    at: ({ commit }) => commit,
    act: (before) => amendIn(place, before, odd),
    release: () => releaseOldLocks(place, [TOMBSTONES_REF]),
  });

const amendIn = async (place: Place, before: Graveyard, odd: readonly OddRemoval[]): Promise<void> => {
  const still = odd.filter(({ path, blob }) => before.files.get(path) === blob);
  if (before.commit === null || still.length === 0) return;
  const seen = new Map(still.map(({ path, blob }) => [path, blob]));
  const files = new Map([...before.files].filter(([path]) => !seen.has(path)));
  const blobs: GitObject[] = [];
  for (const [path, bytes] of await readEntries(place, { ...before, files: seen })) {
    const amended = await amendedRemoval(path, bytes.toString('utf8'), place.clock.now());
    if (amended === null || files.has(amended.path)) continue;
    const blob = gitObject(place.format, 'blob', amended.text);
    blobs.push(blob);
    files.set(amended.path, blob.id);
  }
  const trees = graveyardTrees(place, files, [before]);
  const message = `${TOMBSTONES_MESSAGE}amended\n`;
  const commit = commitOf(place, { tree: trees.at(-1)?.id ?? '', parents: [before.commit], message });
  await writeAndPoint(
    place,
    [...blobs, ...trees, commit],
    [{ ref: TOMBSTONES_REF, from: before.commit, to: commit.id }],
  );
};
