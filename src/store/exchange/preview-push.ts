import { OpenSessionError } from '../../domain/errors.ts';
import { artifactRef } from '../../domain/refs.ts';
import { planPush } from '../../domain/sharing/plan-push.ts';
import { isRemoved } from '../../domain/tombstone.ts';
import { type Transfer, transferring } from '../../git/transfer/open-transfer.ts';
import { readInfos } from '../../git/read-objects.ts';
import type { PushedRef } from '../../git/transfer/push-refs.ts';
import { type ExchangePlace, transferTo } from './exchange-place.ts';
import { problemHere, readArchiveHere } from './join-archive.ts';
import { readKnownRemovals } from './join-tombstones.ts';
import { readLocalTips } from './local-tips.ts';
import { keptAt } from './no-artifact.ts';
import type { Kept, PushOrder } from './push-order.ts';
import { recordsToSend } from './records-to-send.ts';
import { readQueue } from './push-queue.ts';
import { listTips } from './look-around.ts';
import { outgoingSizes } from './outgoing-sizes.ts';
import { versionsToSend } from './versions-to-send.ts';

export interface PreviewedRef {
  readonly ref: string;
  /** What the remote has; null: nothing. */
  readonly from: string | null;
  /** null: it would be deleted there. */
  readonly to: string | null;
  /** Of what it alone or it first would bring, uncompressed. */
  readonly bytes: number;
}

export interface PushPreview {
  /** Of the archive what is here: it goes joined with what is there. */
  readonly refs: readonly PreviewedRef[];
  /** Of the pack that would leave: all objects that the remote is not known to have. */
  readonly bytes: number;
  readonly same: number;
  /** What would stay: removals or the archive where they hold what is none of ours, versions that are no artifact or not all here. */
  readonly kept: readonly Kept[];
}

/** What a push would do, from one listing of the remote: nothing is sent, no ref and no queue is changed. */
export const previewPush = (place: ExchangePlace, order: PushOrder): Promise<PushPreview> => {
  const to = transferTo(place, order.remote.url);
  return transferring(place.git, to, async (transfer) => {
    const limits = { cwd: place.cwd, timeoutMs: order.left() };
    const { tips: here, problems } = await readLocalTips(place);
    const { commit, removed, damaged } = await readKnownRemovals(place);
    const { tips, below, graveyard, archive } = await listTips(transfer, limits);
    const queued = readQueue(place).filter(({ address }) => address === order.remote.address);
    const wanted = new Set(queued.map(({ artifact_id }) => artifact_id));
    for (const id of order.ids === 'all' ? here.keys() : order.ids) wanted.add(id);
    if (order.ids === 'all') for (const [id, tip] of tips) if (isRemoved(removed, id, tip)) wanted.add(id);
    const plan = planPush(wanted, here, { tips, removed });
    const buries = order.ids === 'all' || plan.deletes.length > 0;
    const archiveHere = buries ? await readArchiveHere(place) : null;
    const archived = archiveHere instanceof OpenSessionError ? null : archiveHere;
    const [ours, theirs] = await readInfos(
      transfer.git,
      [graveyard, archive].map((id) => id ?? EMPTY),
      place,
    );
    const seen = {
      commit: commit === graveyard ? null : commit,
      graveyard: ours?.id,
      foreign: null,
      damaged,
      archive: {
        to: archived === archive ? null : archived,
        there: theirs?.id,
        replaces: false,
        problem: archiveHere instanceof OpenSessionError ? problemHere(archiveHere) : null,
      },
    };
    const records = await recordsToSend(place, seen, buries);
    const versions = await versionsToSend(place, plan.sends, { tips, below });
    const isAsked = (id: string): boolean => order.ids === 'all' || order.ids.some((one) => one === id);
    const unreadable = [...problems].flatMap(([artifact_id, problem]): readonly Kept[] =>
      isAsked(artifact_id) ? [keptAt(artifact_id, problem, order.ids !== 'all')] : [],
    );
    const sent = new Set(versions.sends.map(({ ref }) => ref));
    const refs: Omit<PreviewedRef, 'bytes'>[] = [
      ...recordOf(records.tombstones, graveyard),
      ...recordOf(records.archive, archive),
      ...plan.sends
        .map(({ artifact_id, from, to }) => ({ ref: artifactRef(artifact_id), from, to }))
        .filter(({ ref }) => sent.has(ref)),
      ...plan.deletes.map(({ artifact_id, from }) => ({ ref: artifactRef(artifact_id), from, to: null })),
    ];
    const there = [...tips.values(), ...[graveyard, archive].flatMap((id) => id ?? [])];
    const leaving = await leavingOf(place, transfer, { refs, there });
    const sized = refs.map((ref) => ({ ...ref, bytes: leaving.sizes.get(ref.to ?? '') ?? 0 }));
    return {
      refs: sized,
      bytes: leaving.packed,
      same: plan.same.length,
      kept: [...records.kept.values(), ...versions.kept, ...unreadable],
    };
  });
};

/** A name of no object. */
const EMPTY = '0'.repeat(40);

const recordOf = (record: PushedRef | null, from: string | undefined): readonly Omit<PreviewedRef, 'bytes'>[] =>
  record === null ? [] : [{ ref: record.ref, from: from ?? null, to: record.to }];

const leavingOf = async (
  { cwd }: ExchangePlace,
  { git }: Transfer,
  { refs, there }: { readonly refs: readonly Omit<PreviewedRef, 'bytes'>[]; readonly there: readonly string[] },
): Promise<{ readonly packed: number; readonly sizes: ReadonlyMap<string, number> }> => {
  const sent = refs.flatMap(({ to }) => to ?? []);
  if (sent.length === 0) return { packed: 0, sizes: new Map() };
  const infos = await readInfos(git, there, { cwd });
  const known = infos.flatMap((info) => (info === null ? [] : [info.id]));
  let packed = 0;
  const stdin = [...sent, ...known.map((id) => `^${id}`)].map((line) => `${line}\n`).join('');
  const args = ['pack-objects', '--revs', '--thin', '--stdout', '--delta-base-offset', '-q'];
  await git.run(args, { cwd, stdin, limit: Infinity, onOutput: (chunk) => void (packed += chunk.length) });
  return { packed, sizes: await outgoingSizes({ git, cwd }, sent, known) };
};
