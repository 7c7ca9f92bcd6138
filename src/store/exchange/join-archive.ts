import { OpenSessionError, isUnreadable } from '../../domain/errors.ts';
import { ARCHIVE_REF } from '../../domain/refs.ts';
import { isPartial } from '../../git/promised-objects.ts';
import { borrowingNothing } from '../../git/transfer/borrowing-nothing.ts';
import { fetchRefs } from '../../git/transfer/fetch-refs.ts';
import type { Transfer } from '../../git/transfer/open-transfer.ts';
import { releaseOldLocks } from '../old-lock.ts';
import { retryMoved } from '../retry-moved.ts';
import type { MergeResult } from '../archive/archive.ts';
import { holds, mergeArchive } from '../archive/merge.ts';
import { archiveTip } from '../archive/read-archive.ts';
import { sayingCut } from '../is-cut.ts';
import type { Place } from '../place.ts';
import { checkArchive } from './check-archive.ts';
import type { Left } from './exchange-place.ts';
import { MAX_FETCH_BYTES } from './fetch-each.ts';
import { inTheWay, isNoGraveyard } from './join-tombstones.ts';
import type { KeptReason } from './push-order.ts';
import { lackingRefs } from './lacking-refs.ts';
import { takingObjects } from './taking-objects.ts';

/** The archive here, once what the remote has is in it. */
export interface JoinedArchive {
  /** Where it was here, and where it is now; null: there is none. */
  readonly from: string | null;
  readonly to: string | null;
  /** Where it is at the remote. */
  readonly there: string | undefined;
  /** Ours does not go on from theirs, which holds what was pruned here: it is sent in its place. */
  readonly replaces: boolean;
  /** Why the two are not one: what is at the remote, or here, is no archive. It is neither sent nor relied upon. */
  readonly problem: Unjoined | null;
}

export interface Unjoined {
  /** `moved`: it is about what is at the remote. */
  readonly reason: Extract<KeptReason, 'moved' | 'too_large' | 'incomplete' | 'damaged'>;
  readonly detail: string;
}

/** Where the archive is here, or why it is none. */
export type ArchiveHere = string | null | OpenSessionError;

/** So that it is read beside what the remote is asked. @throws what is no matter of the archive */
export const readArchiveHere = async (place: Place): Promise<ArchiveHere> => {
  try {
    return await archiveTip(place);
  } catch (error) {
    if (isUnreadable(error) || isNoGraveyard(error)) return error;
    throw error;
  }
};

interface Joining {
  readonly place: Place;
  readonly transfer: Transfer;
  readonly left: Left;
  /** Default MAX_FETCH_BYTES. */
  readonly maxBytes?: number;
}

/**
 * Brings the remote's archive in, the union of both, without what was removed. The removals of both must be here already.
 * @throws remote_unreachable, remote_denied, timed_out, ref_conflict, ref_locked, no_space, read_only
 */
export const joinArchive = async (
  how: Joining,
  from: ArchiveHere,
  there: string | undefined,
): Promise<JoinedArchive> => {
  if (from instanceof OpenSessionError) {
    const mended = from.code === 'artifact_corrupt' && there !== undefined ? await mendedWith(how) : from;
    if (!(mended instanceof OpenSessionError)) return joinArchive(how, mended, there);
    return { from: null, to: null, there, replaces: false, problem: problemHere(mended) };
  }
  try {
    const { commit: to, replaces } = await joined(how, from, there);
    return { from, to, there, replaces, problem: null };
  } catch (error) {
    if (!isUnreadable(error) && !isNoGraveyard(error)) throw error;
    const { message } = error;
    const detail = from === null ? message : await sayingCut(how.place, { ref: ARCHIVE_REF, commit: from }, message);
    const reason = detail === message ? inTheWay(error) : 'incomplete';
    return { from, to: from, there, replaces: false, problem: { reason, detail } };
  }
};

/** Of one that is damaged the doctor knows more. */
const problemHere = ({ code, message }: OpenSessionError): Unjoined =>
  code === 'artifact_incomplete'
    ? { reason: 'incomplete', detail: message }
    : { reason: 'damaged', detail: `${message}; see: opensession doctor` };

const joined = async (how: Joining, from: string | null, theirs: string | undefined): Promise<Merged> => {
  const { place, transfer, left, maxBytes = MAX_FETCH_BYTES } = how;
  const isKnown = theirs === undefined || theirs === from || (from !== null && (await holds(place, from, theirs)));
  if (isKnown) return from === null ? { commit: null, replaces: false } : merged(place, null);
  // what a clone left out may be archived there by now: the archive is the one place that still has it
  const again = (await lackingRefs(place, 'all')).length > 0;
  const limits = { cwd: place.cwd, timeoutMs: left(), maxBytes, again };
  const fetched = (await fetchRefs(transfer, [ARCHIVE_REF], limits)).get(ARCHIVE_REF);
  if (fetched === undefined) return { commit: from, replaces: false };
  const known = from === null || again ? [] : [from];
  await checkArchive({ ...place, git: transfer.git }, fetched, known);
  const taken = { commits: [fetched], known, isPromised: again };
  return takingObjects({ place, from: transfer }, taken, () => merged(place, fetched));
};

/** What is damaged here comes anew, as far as the remote has it. */
const mendedWith = async ({ place, transfer, left, maxBytes = MAX_FETCH_BYTES }: Joining): Promise<ArchiveHere> => {
  try {
    const limits = { cwd: place.cwd, timeoutMs: left(), maxBytes };
    const fetched = await borrowingNothing(transfer, () => fetchRefs(transfer, [ARCHIVE_REF], limits));
    const commits = [...fetched.values()];
    for (const commit of commits) await checkArchive({ ...place, git: transfer.git }, commit, []);
    const taken = { commits, known: [], isPromised: isPartial(place.commonDir) };
    return await takingObjects({ place, from: transfer }, taken, () => readArchiveHere(place));
  } catch (error) {
    if (isUnreadable(error) || isNoGraveyard(error)) return readArchiveHere(place);
    throw error;
  }
};

type Merged = Pick<MergeResult, 'commit' | 'replaces'>;

const merged = (place: Place, theirs: string | null): Promise<Merged> =>
  retryMoved({
    read: () => archiveTip(place),
    at: (tip) => tip,
    act: () => mergeArchive(place, theirs),
    release: () => releaseOldLocks(place, [ARCHIVE_REF]),
  });
