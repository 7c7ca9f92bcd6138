import { quarantineRef } from '../domain/refs.ts';
import { updateRefs } from '../git/update-ref.ts';
import type { Place } from './place.ts';

/**
 * Moves a ref below the quarantine, in one transaction and only from where it was seen: nothing is lost, and it is in
 * nobody's way. @returns its new name. @throws ref_conflict (it moved, or one of that name is there), git_failed
 */
export const setAside = async (place: Place, ref: string, commit: string): Promise<string> => {
  const to = quarantineRef(ref, commit);
  await updateRefs(place.git, place.cwd, [
    { ref: to, from: null, to: commit },
    { ref, from: commit, to: null },
  ]);
  return to;
};
