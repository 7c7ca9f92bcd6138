import { TOMBSTONES_REF } from '../domain/refs.ts';
import { type Oddity, amendedRemoval, joinedRemoval, oddityOf } from '../domain/odd-removal.ts';
import { type Removal, parseTombstone, tombstonePath, tombstoneText } from '../domain/tombstone.ts';
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
 * Takes those out that are no removals, and puts the others right, together with what stands at their place; what is no longer as it was seen stays. The record goes
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
  const now = place.clock.now();
  const files = new Map(before.files);
  for (const { path } of still) files.delete(path);
  const amended = new Map<string, Removal>();
  const texts = await textsOf(place, before, still);
  for (const { path, is } of still) {
    const removal = amendedRemoval(path, texts.get(path) ?? '', { is, now });
    if (removal === null) continue;
    const to = await tombstonePath(removal);
    amended.set(to, joinedRemoval(amended.get(to) ?? removal, removal));
  }
  // where one stands already, none takes the place of the other
  const others = [...amended.keys()].filter((path) => files.has(path)).map((path) => ({ path }));
  const there = await textsOf(place, before, others);
  const blobs: GitObject[] = [];
  for (const [path, removal] of amended) {
    const other = parseTombstone(path, there.get(path) ?? '') ?? removal;
    const blob = gitObject(place.format, 'blob', tombstoneText(joinedRemoval(other, removal)));
    blobs.push(blob);
    files.set(path, blob.id);
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

const textsOf = async (
  place: Place,
  graveyard: Graveyard,
  some: readonly Pick<OddRemoval, 'path'>[],
): Promise<ReadonlyMap<string, string>> => {
  const files = new Map(some.map(({ path }) => [path, graveyard.files.get(path) ?? '']));
  const read = await readEntries(place, { ...graveyard, files });
  return new Map(read.map(([path, bytes]) => [path, bytes.toString('utf8')]));
};
