import { setTimeout as sleep } from 'node:timers/promises';
import { OpenSessionError } from '../domain/errors.ts';
import type { ArtifactId } from '../domain/refs.ts';
import type { NextVersion, SavedArtifact } from './artifact-store.ts';
import type { Place } from './place.ts';
import type { Tip } from './read-version.ts';
import { writeVersion } from './write-version.ts';

/** Tries while others move the ref. */
const MOVED_TRIES = 200;
/** Tries while nobody moves it and it still cannot be taken: a lock left behind, a ref below it. Git waits half a second for each. */
const STUCK_TRIES = 2;
const LONGEST_WAIT_MS = 300;

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
    const tip = await readOrNull(() => how.read(place, id));
    const from = tip?.commit ?? null;
    stuck = from === last ? stuck + 1 : 0;
    last = from;
    try {
      return await writeVersion(place, { id, ...(await how.next(tip)), tip, from });
    } catch (error) {
      if (!isContended(error) || stuck >= STUCK_TRIES || attempt >= MOVED_TRIES) throw error;
    }
    await backOff(attempt);
  }
};

/** Random waits, or writers that met once would meet again. */
export const backOff = (attempt: number): Promise<void> =>
  sleep(Math.random() * Math.min(LONGEST_WAIT_MS, 10 * 2 ** Math.min(attempt, 6)));

const readOrNull = async <T>(read: () => Promise<T | null>): Promise<T | null> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'artifact_not_found') return null;
    throw error;
  }
};

export const isContended = (error: unknown): boolean =>
  error instanceof OpenSessionError && (error.code === 'ref_conflict' || error.code === 'ref_locked');
