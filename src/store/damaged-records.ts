import { OpenSessionError } from '../domain/errors.ts';
import { ARCHIVE_REF, TOMBSTONES_REF } from '../domain/refs.ts';
import { refTarget } from '../git/ref-targets.ts';
import { currentArchive } from './archive/read-archive.ts';
import { type LostRecord, findLostRecords } from './lost-records.ts';
import type { Place } from './place.ts';
import { salvageRemovals } from './salvage-removals.ts';
import { removalsHere } from './tombstones.ts';

export interface DamagedRecord {
  readonly ref: string;
  /** Where the ref is; null: its file holds no object id. */
  readonly commit: string | null;
  readonly problem: string;
  /** Removals with which the record goes on when it is set aside. */
  readonly left: number;
  /** What may be it among the objects, looked for where nothing is left; null: there is too much to look through. */
  readonly lost: readonly LostRecord[] | null;
}

/** Of the record of removals and the archive: which are there and cannot be read. What a partial clone left out is none. */
export const damagedRecords = async (place: Place): Promise<readonly DamagedRecord[]> => {
  const removals = await problemOf(() => removalsHere(place));
  const archive = await problemOf(() => currentArchive(place));
  const found = [
    ...(removals === null ? [] : [{ ref: TOMBSTONES_REF, problem: removals }]),
    ...(archive === null ? [] : [{ ref: ARCHIVE_REF, problem: archive }]),
  ];
  return Promise.all(
    found.map(async ({ ref, problem }) => {
      const commit = await refTarget(place, ref);
      const left = ref === TOMBSTONES_REF && commit !== null ? (await salvageRemovals(place, commit)).size : 0;
      return { ref, problem, commit, left, lost: left > 0 ? [] : await findLostRecords(place, ref) };
    }),
  );
};

const problemOf = async (read: () => Promise<unknown>): Promise<string | null> => {
  try {
    await read();
    return null;
  } catch (error) {
    if (!(error instanceof OpenSessionError)) throw error;
    if (error.code === 'artifact_incomplete') return null;
    if (error.code === 'artifact_corrupt' || error.code === 'git_failed') return error.message;
    throw error;
  }
};
