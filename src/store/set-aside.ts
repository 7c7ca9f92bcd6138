import { TOMBSTONES_REF, quarantineRef } from '../domain/refs.ts';
import { type GitObject, gitObject } from '../git/object-id.ts';
import { readEach } from '../git/read-objects.ts';
import { refTarget } from '../git/ref-targets.ts';
import { updateRefs } from '../git/update-ref.ts';
import { commitOf } from './commit-of.ts';
import type { Place } from './place.ts';
import { salvageRemovals } from './salvage-removals.ts';
import { TOMBSTONES_MESSAGE, graveyardTrees } from './tombstones.ts';
import { writeThenMove } from './write-then-move.ts';

/**
 * Moves a ref below the quarantine, in one transaction and only from where it was seen: nothing is lost, and it is in
 * nobody's way. git lets no ref name what cannot be read: then a note is kept there that says where the ref was.
 * The record of removals goes on with what can still be read of it.
 * @returns its new name. @throws ref_conflict (it moved, or another of that name is there), git_failed
 */
export const setAside = async (place: Place, ref: string, commit: string): Promise<string> => {
  const to = quarantineRef(ref, commit);
  const [found] = await readEach(place.git, [commit], place);
  const note =
    found == null ? gitObject(place.format, 'blob', `${ref} was at ${commit}, which could not be read\n`) : null;
  const kept = note?.id ?? commit;
  // set aside before, and brought back since
  const isKept = (await refTarget(place, to)) === kept;
  const next = ref === TOMBSTONES_REF ? await recordOfLeft(place, commit) : [];
  await writeThenMove(place, note === null ? next : [note, ...next], () =>
    updateRefs(place.git, place.cwd, [
      { ref: to, from: isKept ? kept : null, to: kept },
      { ref, from: commit, to: next.at(-1)?.id ?? null },
    ]),
  );
  return to;
};

/** A new record of the removals that are left, the commit last; nothing where none is. */
const recordOfLeft = async (place: Place, commit: string): Promise<readonly GitObject[]> => {
  const files = await salvageRemovals(place, commit);
  if (files.size === 0) return [];
  const trees = graveyardTrees(place, files, []);
  const message = `${TOMBSTONES_MESSAGE}left\n`;
  return [...trees, commitOf(place, { tree: trees.at(-1)?.id ?? '', parents: [], message })];
};
