import type { SavedArtifact, VersionToSave } from './artifact-store.ts';
import type { Place } from './place.ts';
import { writeVersion } from './write-version.ts';

/** One version: to append, or on the very tip that was read. What is only needed for the former is loaded for it. */
export const saveVersion = async (
  place: Place,
  { id, files, message, expect }: VersionToSave,
): Promise<SavedArtifact> => {
  if (expect === null) return writeVersion(place, { id, files, message, tip: null, from: null });
  const { tipOrArchived } = await import('./archive/archived-tip.ts');
  if (expect === undefined) {
    const { appendVersion } = await import('./append-version.ts');
    return appendVersion(place, id, { read: tipOrArchived, next: async () => ({ files, message }) });
  }
  const tip = await tipOrArchived(place, id);
  // what was read may be archived: then no ref may be there
  const from = tip?.archived === true && tip.commit === expect ? null : expect;
  return writeVersion(place, { id, files, message, tip, from });
};
