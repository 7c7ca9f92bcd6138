import { OpenSessionError, insteadOf } from '../domain/errors.ts';
import { type ArtifactId, artifactRef } from '../domain/refs.ts';
import type { NextVersion, ReplacedFiles, SavedArtifact } from './artifact-store.ts';
import { tryAgain } from './back-off.ts';
import { releaseOldLocks } from './old-lock.ts';
import type { Place } from './place.ts';
import type { Tip } from './read-version.ts';
import { retryMoved } from './retry-moved.ts';
import { liveCommit, writeVersion } from './write-version.ts';

/** Tries to read what is damaged: beside a `git gc` another writer's objects may be missing until it has written them again. */
const DAMAGED_TRIES = 5;

/** Adds a version on top of whatever is there; read, made and tried again with jitter while the ref moves. */
export const appendVersion = <Read extends Tip>(
  place: Place,
  id: ArtifactId,
  how: {
    readonly read: (place: Place, id: ArtifactId) => Promise<Read | null>;
    readonly next: (previous: Read | null) => Promise<NextVersion | ReplacedFiles>;
  },
): Promise<SavedArtifact> => {
  return retryMoved({
    read: () =>
      tryAgain(() => how.read(place, id), { mayPass: isDamaged, tries: DAMAGED_TRIES }).catch(
        insteadOf('artifact_not_found', null),
      ),
    at: liveCommit,
    act: async (tip) => writeVersion(place, { id, ...(await how.next(tip)), tip, from: liveCommit(tip) }),
    release: () => releaseOldLocks(place, [artifactRef(id)]),
  });
};

const isDamaged = (error: unknown): boolean => error instanceof OpenSessionError && error.code === 'artifact_corrupt';
