import { OpenSessionError } from '../domain/errors.ts';
import type { ArtifactId } from '../domain/refs.ts';
import type { NextVersion, SavedArtifact } from './artifact-store.ts';
import type { Place } from './place.ts';
import type { Tip } from './read-version.ts';
import { retryMoved } from './retry-moved.ts';
import { writeVersion } from './write-version.ts';

/** Adds a version on top of whatever is there; read, made and tried again with jitter while the ref moves. */
export const appendVersion = <Read extends Tip>(
  place: Place,
  id: ArtifactId,
  how: {
    readonly read: (place: Place, id: ArtifactId) => Promise<Read | null>;
    readonly next: (previous: Read | null) => Promise<NextVersion>;
  },
): Promise<SavedArtifact> =>
  retryMoved({
    read: () => readOrNull(() => how.read(place, id)),
    at: (tip) => tip?.commit ?? null,
    act: async (tip) => writeVersion(place, { id, ...(await how.next(tip)), tip, from: tip?.commit ?? null }),
  });

const readOrNull = async <T>(read: () => Promise<T | null>): Promise<T | null> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'artifact_not_found') return null;
    throw error;
  }
};
