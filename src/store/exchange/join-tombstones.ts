import { OpenSessionError } from '../../domain/errors.ts';
import { TOMBSTONES_REF } from '../../domain/refs.ts';
import { type Removed, removedVersions } from '../../domain/tombstone.ts';
import { isPartial } from '../../git/promised-objects.ts';
import { borrowingNothing } from '../../git/transfer/borrowing-nothing.ts';
import { fetchRefs } from '../../git/transfer/fetch-refs.ts';
import type { Transfer } from '../../git/transfer/open-transfer.ts';
import { updateRefs } from '../../git/update-ref.ts';
import { releaseOldLocks } from '../old-lock.ts';
import { retryMoved } from '../retry-moved.ts';
import { commitOf } from '../commit-of.ts';
import type { Place } from '../place.ts';
import {
  type Graveyard,
  TOMBSTONES_MESSAGE,
  checkGraveyard,
  graveyardTrees,
  ranksOf,
  readGraveyard,
  readRemovals,
  unionOf,
} from '../tombstones.ts';
import { writeThenMove } from '../write-then-move.ts';
import { checkRoom } from './check-room.ts';
import type { Left } from './exchange-place.ts';
import { takingObjects } from './taking-objects.ts';

const MAX_BYTES = 128 * 1024 * 1024;

export interface KnownRemovals {
  /** Where TOMBSTONES_REF is here. */
  readonly commit: string | null;
  readonly removed: Removed;
  /** Why what is here cannot be read: then `removed` is what the remote says alone, and `commit` null. */
  readonly damaged: string | null;
}

/** Once what the remote has is in it. */
export interface JoinedRemovals extends KnownRemovals {
  /** What was damaged here can be read again. */
  readonly isMended: boolean;
}

/** @throws artifact_incomplete */
export const readKnownRemovals = async (place: Place): Promise<KnownRemovals> => {
  try {
    const graveyard = await readGraveyard(place);
    return { commit: graveyard.commit, removed: await removedIn(place, graveyard), damaged: null };
  } catch (error) {
    if (!(error instanceof OpenSessionError) || error.code !== 'artifact_corrupt') throw error;
    return { commit: null, removed: new Map(), damaged: `${error.message}; see: opensession doctor` };
  }
};

const removedIn = async (place: Place, graveyard: Graveyard): Promise<Removed> =>
  removedVersions(await readRemovals(place, graveyard));

/**
 * Brings the remote's removals in: the union of both. What is damaged here comes anew, as far as the remote has it.
 * @param theirs where the remote's ref is, if it has one
 * @throws artifact_corrupt for what holds no removals, too_many_bytes, remote_unreachable, remote_denied, timed_out
 */
export const joinTombstones = async (
  how: { readonly place: Place; readonly transfer: Transfer; readonly left: Left },
  theirs: string | undefined,
): Promise<JoinedRemovals> => {
  const { place, transfer, left } = how;
  const known = { ...(await readKnownRemovals(place)), isMended: false };
  if (theirs === undefined || theirs === known.commit) return known;
  const limits = { cwd: place.cwd, timeoutMs: left(), maxBytes: MAX_BYTES };
  const fetch = () => fetchRefs(transfer, [TOMBSTONES_REF], limits);
  const fetched = (await (known.damaged === null ? fetch() : borrowingNothing(transfer, fetch))).get(TOMBSTONES_REF);
  if (fetched === undefined) return known;
  const there = { ...place, git: transfer.git };
  const graveyard = { ...(await readGraveyard(there, fetched)), commit: fetched };
  const here = known.damaged === null ? (await readGraveyard(place)).files : new Map<string, string>();
  const fresh = new Map([...graveyard.files].filter(([path, blob]) => here.get(path) !== blob));
  await checkRoom(there, { here, fresh });
  const removed = await removedIn(there, { ...graveyard, files: fresh });
  const ours = known.commit === null ? [] : [known.commit];
  await checkGraveyard(there, fetched, ours);
  const isPromised = known.damaged !== null && isPartial(place.commonDir);
  return takingObjects({ place, from: transfer }, { commits: [fetched], known: ours, isPromised }, async () => {
    const isMended = known.damaged !== null && (await readKnownRemovals(place)).damaged === null;
    if (known.damaged !== null && !isMended) return { ...known, removed };
    return { ...(await joinWith(place, graveyard)), isMended };
  });
};

const joinWith = (place: Place, theirs: Graveyard & { readonly commit: string }): Promise<KnownRemovals> =>
  retryMoved({
    read: () => readGraveyard(place),
    at: ({ commit }) => commit,
    act: async (ours) => {
      await moveTo(place, ours, theirs);
      return readKnownRemovals(place);
    },
    release: () => releaseOldLocks(place, [TOMBSTONES_REF]),
  });

const moveTo = async (
  place: Place,
  ours: Graveyard,
  theirs: Graveyard & { readonly commit: string },
): Promise<void> => {
  const move = (to: string): Promise<void> =>
    updateRefs(place.git, place.cwd, [{ ref: TOMBSTONES_REF, from: ours.commit, to }]);
  if (ours.commit === null || (await isAncestor(place, ours.commit, theirs.commit))) return move(theirs.commit);
  if (await isAncestor(place, theirs.commit, ours.commit)) return undefined;
  const ranks = await ranksOf(place, ours.files, theirs.files);
  const trees = graveyardTrees(place, unionOf(ours.files, theirs.files, ranks), [ours, theirs]);
  const parents = [theirs.commit, ours.commit];
  const commit = commitOf(place, { tree: trees.at(-1)?.id ?? '', parents, message: `${TOMBSTONES_MESSAGE}joined\n` });
  return writeThenMove(place, [...trees, commit], () => move(commit.id));
};

const isAncestor = async ({ git, cwd }: Place, older: string, newer: string): Promise<boolean> => {
  const args = ['merge-base', '--is-ancestor', '--end-of-options', older, newer];
  return (await git.run(args, { cwd, allow: [0, 1] })).code === 0;
};

/** A remote whose ref holds something else, or too much, does not keep artifacts from coming and going. */
export const isNoGraveyard = (error: unknown): error is OpenSessionError =>
  error instanceof OpenSessionError && NONE.has(error.code);

const NONE: ReadonlySet<string> = new Set(['artifact_corrupt', 'git_failed', 'too_many_bytes']);

/** Of what is at the remote, and is not joined with what is here. */
export const inTheWay = (error: OpenSessionError): 'too_large' | 'moved' =>
  error.code === 'too_many_bytes' ? 'too_large' : 'moved';
