import { quarantineRef } from '../domain/refs.ts';
import { gitObject } from '../git/object-id.ts';
import { readEach } from '../git/read-objects.ts';
import { updateRefs } from '../git/update-ref.ts';
import type { Place } from './place.ts';
import { writeThenMove } from './write-then-move.ts';

/**
 * Moves a ref below the quarantine, in one transaction and only from where it was seen: nothing is lost, and it is in
 * nobody's way. git lets no ref name what cannot be read: then a note is kept there that says where the ref was.
 * @returns its new name. @throws ref_conflict (it moved, or one of that name is there), git_failed
 */
export const setAside = async (place: Place, ref: string, commit: string): Promise<string> => {
  const to = quarantineRef(ref, commit);
  const move = (what: string): Promise<void> =>
    updateRefs(place.git, place.cwd, [
      { ref: to, from: null, to: what },
      { ref, from: commit, to: null },
    ]);
  const [found] = await readEach(place.git, [commit], place);
  if (found != null) await move(commit);
  else {
    const note = gitObject(place.format, 'blob', `${ref} was at ${commit}, which could not be read\n`);
    await writeThenMove(place, [note], () => move(note.id));
  }
  return to;
};
