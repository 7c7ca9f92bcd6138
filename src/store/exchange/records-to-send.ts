import { ARCHIVE_REF, TOMBSTONES_REF } from '../../domain/refs.ts';
import type { PushedRef } from '../../git/transfer/push-refs.ts';
import type { Place } from '../place.ts';
import { checkGraveyard, readGraveyard } from '../tombstones.ts';
import { checkArchive } from './check-archive.ts';
import { checkRoom } from './check-room.ts';
import type { JoinedArchive } from './join-archive.ts';
import { isNoGraveyard } from './join-tombstones.ts';
import type { There } from './look-around.ts';
import type { Kept, KeptReason } from './push-order.ts';

/** What the remote is to know of removals and archived artifacts before a ref is deleted there. */
export interface Records {
  readonly tombstones: PushedRef | null;
  readonly archive: PushedRef | null;
  /** Those that cannot be sent, by ref. */
  readonly kept: ReadonlyMap<string, Kept>;
}

/** What of a look at the remote says it; `archive.there` and `graveyard` are here, or undefined. */
export interface RecordsSeen extends Pick<There, 'commit' | 'graveyard' | 'foreign' | 'damaged'> {
  readonly archive: Pick<JoinedArchive, 'to' | 'there' | 'problem' | 'replaces'> | null;
}

const WAITS = 'it says what is archived, and goes after the archive; what was removed is deleted there after that';

/** What is larger than others take in would keep all of them from taking anything. */
const checkBuried = async (place: Place, commit: string, known: readonly string[]): Promise<void> => {
  await checkGraveyard(place, commit, known);
  await checkRoom(place, { here: new Map(), fresh: (await readGraveyard(place)).files });
};

/** Replaced only where it is still what was joined. */
const leased = (ref: PushedRef | null, archive: RecordsSeen['archive']): PushedRef | null =>
  ref !== null && archive?.replaces === true && archive.there !== undefined ? { ...ref, lease: archive.there } : ref;

/**
 * A history leaves as a whole: what of it the remote does not have must be ours, however it came to be below our refs.
 * @param buries whether removals are sent at all
 */
export const recordsToSend = async (place: Place, seen: RecordsSeen, buries: boolean): Promise<Records> => {
  const kept = new Map<string, Kept>();
  const keep = (ref: string, reason: KeptReason, detail: string): unknown =>
    kept.set(ref, { artifact_id: ref, reason, detail });
  const { archive, commit, graveyard } = seen;
  if (seen.foreign !== null) keep(TOMBSTONES_REF, seen.foreign.reason, seen.foreign.detail);
  // what is damaged here is the affair of a push that sends removals
  if (buries && seen.damaged !== null) keep(TOMBSTONES_REF, 'damaged', seen.damaged);
  if (archive !== null && archive.problem !== null) keep(ARCHIVE_REF, archive.problem.reason, archive.problem.detail);
  const checked = async (ref: string, to: string, check: () => Promise<void>): Promise<PushedRef | null> => {
    if (kept.has(ref)) return null;
    try {
      await check();
      return { ref, to };
    } catch (error) {
      if (!isNoGraveyard(error)) throw error;
      if (error.code === 'git_failed') keep(ref, 'damaged', `${error.message}; see: opensession doctor`);
      else keep(ref, error.code === 'too_many_bytes' ? 'too_large' : 'no_artifact', error.message);
      return null;
    }
  };
  const known = (id: string | undefined): readonly string[] => (id === undefined ? [] : [id]);
  const sent = archive?.to ?? null;
  const archived =
    sent !== null && sent !== archive?.there
      ? leased(await checked(ARCHIVE_REF, sent, () => checkArchive(place, sent, known(archive?.there))), archive)
      : null;
  const buried =
    buries && commit !== null && commit !== graveyard
      ? await checked(TOMBSTONES_REF, commit, () => checkBuried(place, commit, known(graveyard)))
      : null;
  if (buried !== null && kept.has(ARCHIVE_REF)) keep(TOMBSTONES_REF, 'waits', WAITS);
  return { tombstones: kept.has(TOMBSTONES_REF) ? null : buried, archive: archived, kept };
};
