import { OpenSessionError } from '../../domain/errors.ts';
import {
  ARCHIVE_REF,
  ARTIFACTS_PREFIX,
  type ArtifactId,
  TOMBSTONES_REF,
  artifactIdOfRef,
  artifactRef,
} from '../../domain/refs.ts';
import { listRemote } from '../../git/transfer/list-remote.ts';
import type { Transfer } from '../../git/transfer/open-transfer.ts';
import type { ExchangePlace } from './exchange-place.ts';
import { type Filled, type Filling, fillIn, withoutWhole } from './fill-in.ts';
import { type ArchiveHere, type JoinedArchive, type Unjoined, joinArchive, readArchiveHere } from './join-archive.ts';
import {
  type JoinedRemovals,
  type KnownRemovals,
  inTheWay,
  isNoGraveyard,
  joinTombstones,
  readKnownRemovals,
} from './join-tombstones.ts';
import type { PushOrder } from './push-order.ts';

interface Looking {
  readonly place: ExchangePlace;
  readonly order: PushOrder;
  readonly transfer: Transfer;
  /** What of a partial clone is made whole on the way; default: the records of what was removed and archived. */
  readonly fills?: Filling['artifacts'];
  readonly maxBytes?: number | undefined;
}

export interface There extends KnownRemovals {
  readonly tips: ReadonlyMap<ArtifactId, string>;
  /** Refs of the remote below the name of an artifact, which cannot be there beside them. */
  readonly below: ReadonlyMap<ArtifactId, string>;
  /** Where the remote's tombstones are. */
  readonly graveyard: string | undefined;
  /** Why the remote's tombstones were not joined with ours: they are none, or too many, and stay as they are. */
  readonly foreign: Unjoined | null;
  /** null: it was not asked for. */
  readonly archive: JoinedArchive | null;
  /** Of what this clone left out, or lost. */
  readonly filled: Filled;
  /** Records that were damaged here, and came whole from the remote. */
  readonly mended: readonly string[];
}

/** One listing of the remote; its removals are brought in, and its archive where that is wanted. */
export const lookAround = async (
  { place, order, transfer, fills = [], maxBytes }: Looking,
  wantsArchive: (tips: There['tips']) => boolean,
  before: KnownRemovals | null = null,
): Promise<There> => {
  const { left } = order;
  const joining = { place, transfer, left };
  const limit = maxBytes === undefined ? {} : { maxBytes };
  order.onProgress(`asking ${order.remote.name} what it has`);
  const asking = listTips(transfer, { cwd: place.cwd, timeoutMs: left() });
  const [{ tips, below, graveyard, archive }, here] = await Promise.all([asking, readArchiveHere(place)]);
  const refs = new Set([...tips.keys()].map(artifactRef));
  if (graveyard !== undefined) refs.add(TOMBSTONES_REF);
  if (archive !== undefined) refs.add(ARCHIVE_REF);
  const filled = await fillIn({ ...joining, artifacts: fills, onProgress: order.onProgress }, refs);
  const archiveHere = filled.filled.includes(ARCHIVE_REF) ? await readArchiveHere(place) : here;
  const isKnown = before !== null && (graveyard === undefined || graveyard === before.commit);
  const known = isKnown ? { ...before, isMended: false, foreign: null } : await knownWith(joining, graveyard);
  const mended = known.isMended ? [TOMBSTONES_REF] : [];
  if (!wantsArchive(tips)) return { ...known, tips, below, graveyard, filled, mended, archive: null };
  const joined = await joinArchive({ ...joining, ...limit }, archiveHere, archive);
  const isMoved = joined.to !== joined.from;
  return {
    ...known,
    tips,
    below,
    graveyard,
    filled: isMoved ? await withoutWhole({ place, artifacts: fills }, filled) : filled,
    mended: isDamaged(archiveHere) && joined.problem === null ? [...mended, ARCHIVE_REF] : mended,
    archive: joined,
  };
};

const isDamaged = (here: ArchiveHere): boolean => here instanceof OpenSessionError && here.code === 'artifact_corrupt';

const knownWith = async (
  joining: Parameters<typeof joinTombstones>[0],
  graveyard: string | undefined,
): Promise<JoinedRemovals & Pick<There, 'foreign'>> => {
  try {
    return { ...(await joinTombstones(joining, graveyard)), foreign: null };
  } catch (error) {
    if (!isNoGraveyard(error)) throw error;
    const unjoined = { reason: inTheWay(error), detail: error.message };
    return { ...(await readKnownRemovals(joining.place)), isMended: false, foreign: unjoined };
  }
};

export const listTips = async (
  transfer: Transfer,
  limits: { readonly cwd: string; readonly timeoutMs: number },
): Promise<Pick<There, 'tips' | 'below' | 'graveyard'> & { readonly archive: string | undefined }> => {
  const refs = await listRemote(transfer, [`${ARTIFACTS_PREFIX}*`, TOMBSTONES_REF, ARCHIVE_REF], limits);
  const tips = new Map<ArtifactId, string>();
  const below = new Map<ArtifactId, string>();
  for (const [ref, commit] of refs) {
    const id = artifactIdOfRef(ref);
    const above = artifactIdOfRef(ref.slice(0, Math.max(0, ref.indexOf('/', ARTIFACTS_PREFIX.length))));
    if (id !== undefined) tips.set(id, commit);
    else if (above !== undefined) below.set(above, ref);
  }
  return { tips, below, graveyard: refs.get(TOMBSTONES_REF), archive: refs.get(ARCHIVE_REF) };
};
