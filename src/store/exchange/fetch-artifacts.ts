import { OpenSessionError } from '../../domain/errors.ts';
import {
  ARCHIVE_REF,
  ARTIFACTS_PREFIX,
  type ArtifactId,
  TOMBSTONES_REF,
  artifactIdOfRef,
  artifactRef,
} from '../../domain/refs.ts';
import { isRemoved, removedForGood } from '../../domain/tombstone.ts';
import { type Transfer, transferring } from '../../git/transfer/open-transfer.ts';
import { updateRefs } from '../../git/update-ref.ts';
import { isContended } from '../retry-moved.ts';
import { isDamage } from '../list-entries.ts';
import { archivedTips } from '../archive/archived-tip.ts';
import { archiveTip } from '../archive/read-archive.ts';
import { removalsHere } from '../tombstones.ts';
import { type ExchangePlace, transferTo } from './exchange-place.ts';
import type { Joined } from './join-histories.ts';
import { recordThere } from './known-there.ts';
import { type LocalTips, readLocalTips } from './local-tips.ts';
import { damagedHere } from './no-artifact.ts';
import type { RecordMove, PushOrder } from './push-order.ts';
import { type There, lookAround } from './look-around.ts';
import { type Received, receiveArtifacts } from './receive-artifacts.ts';
import { sweepSharing } from './sweep-sharing.ts';

/** Artifacts that one fetch asks for; the others are told, and the next fetch asks for them. */
const MOST = 10_000;

export interface FetchOrder extends PushOrder {
  /** Deletes refs here whose removal came. */
  readonly prune: boolean;
  /** Of each round of several artifacts, and of one that is larger alone: not of all together. Default MAX_FETCH_BYTES. */
  readonly maxBytes?: number;
}

export interface FetchOutcome {
  readonly joined: readonly Joined[];
  /** Of the archive here, if it moved. */
  readonly archive: (RecordMove & { readonly is: 'taken' | 'joined' }) | null;
  readonly refused: Received['refused'];
  /** Removed versions that the remote still has: not brought back. */
  readonly removed: readonly string[];
  /** Here, and removed by somebody. `deleted`: it was, because of `prune`. */
  readonly dead: readonly { readonly artifact_id: ArtifactId; readonly commit: string; readonly deleted: boolean }[];
  /** Refs of which this clone had left something out, and which are whole now. */
  readonly filled: readonly string[];
  /** Records that were damaged here, and came whole from the remote. */
  readonly mended: readonly string[];
  readonly same: number;
  /** Asked for by name, and not at the remote. */
  readonly missing: readonly ArtifactId[];
  /** Not asked for in this fetch: there were too many. */
  readonly left_out: number;
  readonly problem: OpenSessionError | null;
}

const NOTHING: FetchOutcome = {
  joined: [],
  archive: null,
  refused: [],
  removed: [],
  dead: [],
  filled: [],
  mended: [],
  same: 0,
  missing: [],
  left_out: 0,
  problem: null,
};

/** Brings artifacts in, by exact refs. A failing remote is told as the outcome's problem. */
export const fetchArtifacts = async (place: ExchangePlace, order: FetchOrder): Promise<FetchOutcome> => {
  const to = transferTo(place, order.remote.url);
  sweepSharing(place);
  try {
    return await transferring(place.git, to, (transfer) => fetchThrough(place, order, transfer));
  } catch (error) {
    if (!(error instanceof OpenSessionError) || error.code === 'bug') throw error;
    return { ...NOTHING, problem: error };
  }
};

const fetchThrough = async (place: ExchangePlace, order: FetchOrder, transfer: Transfer): Promise<FetchOutcome> => {
  const { ids } = order;
  // An artifact that has no ref there may be archived there.
  const there = await lookAround(
    { place, order, transfer, fills: ids, maxBytes: order.maxBytes },
    (tips) => ids === 'all' || order.prune || ids.some((id) => !tips.has(id)),
  );
  const { archive } = there;
  const { tips: here, problems } = await readLocalTips(place);
  const asked = ids === 'all' ? [...there.tips.keys()] : ids;
  const archived = await archivedTips(place, archive?.there === undefined || ids === 'all' ? [] : ids);
  const missing = asked.filter((id) => !there.tips.has(id) && !archived.has(id));
  const present = asked.filter((id) => there.tips.has(id));
  const isDead = (id: ArtifactId): boolean => isRemoved(there.removed, id, there.tips.get(id) ?? '');
  const differing = present.filter((id) => there.tips.get(id) !== here.get(id) && !isDead(id));
  const receiving = {
    place,
    transfer,
    left: order.left,
    removed: there.removed,
    ...(order.maxBytes === undefined ? {} : { maxBytes: order.maxBytes }),
    onProgress: (done: number, all: number) =>
      order.onProgress(`fetched ${done} of ${all} artifacts from ${order.remote.name}`),
  };
  const { joined, refused, problem } = await receiveArtifacts(receiving, differing.slice(0, MOST));
  const now = new Map([...here, ...joined.map(({ artifact_id, to }) => [artifact_id, to] as const)]);
  const known = new Map([...there.tips].filter(([id, tip]) => now.get(id) === tip));
  const isAsked = (id: ArtifactId): boolean => ids === 'all' || ids.includes(id);
  const isLost = (id: ArtifactId, tip: string): boolean =>
    there.tips.get(id) !== tip && (isAsked(id) || !there.tips.has(id));
  await recordThere(place, order.remote.address, {
    there: known,
    isLost,
    absent: new Map([...now].filter(([id, tip]) => isLost(id, tip))),
    archive: archive === null ? undefined : (archive.there ?? null),
  });
  return {
    joined: joined.filter(({ is }) => is !== 'ahead'),
    archive: movedTo(archive),
    refused: [...refusedRecords(there, here), ...refused, ...damagedAmong(problems, order, refused)],
    removed: present.filter((id) => isDead(id) && !here.has(id)),
    dead: await buryDead(place, { ...order, prune: order.prune && mayPrune(there) }, there.removed),
    filled: there.filled.filled,
    mended: there.mended,
    same: present.length - differing.length + joined.filter(({ is }) => is === 'ahead').length,
    missing,
    left_out: Math.max(0, differing.length - MOST),
    problem,
  };
};

const movedTo = (archive: There['archive']): FetchOutcome['archive'] => {
  if (archive === null) return null;
  const { from, to, there } = archive;
  return to === null || to === from ? null : { from, to, is: to === there ? 'taken' : 'joined' };
};

/** Of what was removed nobody needs what this clone left out: it is told as removed. */
const refusedRecords = (
  { archive, damaged, foreign, filled, removed }: There,
  here: ReadonlyMap<ArtifactId, string>,
): FetchOutcome['refused'] => [
  ...[...filled.lacking].flatMap(([ref, reason]) => {
    const id = artifactIdOfRef(ref);
    const isDead = id !== undefined && isRemoved(removed, id, here.get(id) ?? '');
    return isDead ? [] : [{ artifact_id: id ?? ref, reason }];
  }),
  ...[damaged, foreign?.detail ?? null].flatMap((reason) =>
    reason === null ? [] : [{ artifact_id: TOMBSTONES_REF, reason }],
  ),
  ...(archive?.problem == null ? [] : [{ artifact_id: ARCHIVE_REF, reason: archive.problem.detail }]),
];

/** Nothing of such a one can be told to the remote, nor come in: whoever fetches all, or it, hears of it. */
const damagedAmong = (
  problems: LocalTips['problems'],
  { ids }: FetchOrder,
  told: FetchOutcome['refused'],
): FetchOutcome['refused'] =>
  [...problems].flatMap(([artifact_id, problem]) => {
    const isAsked = ids === 'all' || ids.some((id) => id === artifact_id);
    if (!isAsked || !isDamage(problem) || told.some((one) => one.artifact_id === artifact_id)) return [];
    return [{ artifact_id, reason: damagedHere(problem) }];
  });

/** What somebody archived is deleted here only when the archive is, and what was removed where all is known of that. */
const mayPrune = ({ archive, damaged }: There): boolean =>
  damaged === null && archive !== null && archive.problem === null;

/** Only from the tip that the removal names: a version that was added meanwhile stays. */
const buryDead = async (
  place: ExchangePlace,
  order: FetchOrder,
  removed: Parameters<typeof isRemoved>[0],
): Promise<FetchOutcome['dead']> => {
  const { tips } = await readLocalTips(place);
  const dead: { artifact_id: ArtifactId; commit: string; deleted: boolean }[] = [];
  const isKept = order.prune ? await keptElsewhere(place) : () => false;
  for (const [artifact_id, commit] of tips) {
    if (!isRemoved(removed, artifact_id, commit)) continue;
    const deleted = order.prune && isKept(artifact_id, commit) && (await deleteRef(place, artifact_id, commit));
    dead.push({ artifact_id, commit, deleted });
  }
  return dead;
};

/** Whether a version need not stay: somebody removed it, or the archive that is here holds it. */
const keptElsewhere = async (place: ExchangePlace): Promise<(id: ArtifactId, commit: string) => boolean> => {
  const removed = removedForGood(await removalsHere(place));
  const archive = await archiveTip(place);
  const args = ['for-each-ref', '--format=%(refname)', `--merged=${archive}`, '--end-of-options', ARTIFACTS_PREFIX];
  const listed = archive === null ? '' : (await place.git.run(args, place)).stdout.toString('utf8');
  const archived = new Set(listed.split('\n'));
  return (id, commit) => isRemoved(removed, id, commit) || archived.has(artifactRef(id));
};

const deleteRef = async ({ git, cwd }: ExchangePlace, id: ArtifactId, commit: string): Promise<boolean> => {
  try {
    await updateRefs(git, cwd, [{ ref: artifactRef(id), from: commit, to: null }]);
    return true;
  } catch (error) {
    if (isContended(error)) return false;
    throw error;
  }
};
