import { OpenSessionError } from '../domain/errors.ts';
import { type ArtifactId, artifactRef } from '../domain/refs.ts';
import type { NextVersion, SavedArtifact } from './artifact-store.ts';
import { backOff } from './back-off.ts';
import { releaseOldLock } from './old-lock.ts';
import type { Place } from './place.ts';
import type { Tip } from './read-version.ts';
import { liveCommit, writeVersion } from './write-version.ts';

/** Tries while others move the ref. */
const MOVED_TRIES = 200;
/** Tries while nobody moves it and it still cannot be taken: a lock left behind, a ref below it. Git waits half a second for each. */
const STUCK_TRIES = 2;
/** Tries to read what is damaged: beside a `git gc` another writer's objects may be missing until it has written them again. */
const DAMAGED_TRIES = 5;

/** Adds a version on top of whatever is there; read, made and tried again with jitter while the ref moves. */
export const appendVersion = async <Read extends Tip>(
  place: Place,
  id: ArtifactId,
  how: {
    readonly read: (place: Place, id: ArtifactId) => Promise<Read | null>;
    readonly next: (previous: Read | null) => Promise<NextVersion>;
  },
): Promise<SavedArtifact> => {
  let stuck = 0;
  let last: string | null | undefined;
  for (let attempt = 1; ; attempt++) {
    const tip = await readOrNull(() => patiently(() => how.read(place, id)));
    const from = liveCommit(tip);
    stuck = from === last ? stuck + 1 : 0;
    last = from;
    try {
      return await writeVersion(place, { id, ...(await how.next(tip)), tip, from });
    } catch (error) {
      const isOver = stuck >= STUCK_TRIES || attempt >= MOVED_TRIES;
      if (!isContended(error) || (isOver && !releaseOldLock(place, artifactRef(id)))) throw error;
    }
    await backOff(attempt);
  }
};

const patiently = async <T>(read: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      const isDamaged = error instanceof OpenSessionError && error.code === 'artifact_corrupt';
      if (!isDamaged || attempt >= DAMAGED_TRIES) throw error;
    }
    await backOff(attempt);
  }
};

const readOrNull = async <T>(read: () => Promise<T | null>): Promise<T | null> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'artifact_not_found') return null;
    throw error;
  }
};

/** Another writer was quicker, or still holds the lock. */
export const isContended = (error: unknown): boolean =>
  error instanceof OpenSessionError && (error.code === 'ref_conflict' || error.code === 'ref_locked');
