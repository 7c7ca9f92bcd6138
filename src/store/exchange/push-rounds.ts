import { ARCHIVE_REF, type ArtifactId, TOMBSTONES_REF, artifactIdOfRef, artifactRef } from '../../domain/refs.ts';
import type { OpenSessionError } from '../../domain/errors.ts';
import { type Deletion, type RefMove, planPush } from '../../domain/sharing/plan-push.ts';
import { isRemoved } from '../../domain/tombstone.ts';
import type { Transfer } from '../../git/transfer/open-transfer.ts';
import type { PushedRef, pushRefs } from '../../git/transfer/push-refs.ts';
import { backOff } from '../back-off.ts';
import { sayingCut } from '../is-cut.ts';
import type { ExchangePlace } from './exchange-place.ts';
import type { KnownRemovals } from './join-tombstones.ts';
import { type There, lookAround } from './look-around.ts';
import { type LocalTips, readLocalTips } from './local-tips.ts';
import { noteArchive, noteBuried, noteKept, noteSent, noteUnsent } from './push-notes.ts';
import type { PushLog, PushOrder } from './push-order.ts';
import { readQueue, settle } from './push-queue.ts';
import { receiveArtifacts } from './receive-artifacts.ts';
import { type Records, recordsToSend } from './records-to-send.ts';
import { sendInChunks } from './send-in-chunks.ts';
import { versionsToSend } from './versions-to-send.ts';

/** While others move the same artifacts at the remote. */
const TRIES = 10;

export interface Pushing {
  readonly place: ExchangePlace;
  readonly order: PushOrder;
  readonly transfer: Transfer;
  readonly log: PushLog;
  /** What asks the remote to move refs. */
  readonly pushRefs: typeof pushRefs;
}

/** What was read of the repository when the push began. */
export interface AtFirst {
  readonly here: LocalTips;
  /** null: this clone does not have them all. */
  readonly known: KnownRemovals | null;
}

/**
 * Look, plan, send; what moved at the remote meanwhile is taken in, ours is put on top, and it goes round again.
 * @returns why it ended early
 */
export const pushInRounds = async (run: Pushing, atFirst: AtFirst): Promise<OpenSessionError | null> => {
  const { place, order, log } = run;
  let pending = wantedAtFirst(run, atFirst.here);
  let { here } = atFirst;
  for (let attempt = 1; ; attempt++) {
    const wantsArchive = order.ids === 'all' || [...pending].some((id) => !here.tips.has(id));
    const there = await lookAround(run, () => wantsArchive, attempt === 1 ? atFirst.known : null);
    noteArchive(log, there);
    for (const ref of there.mended) log.mended.add(ref);
    if (order.ids === 'all' && attempt === 1)
      for (const [id, commit] of there.tips) if (isRemoved(there.removed, id, commit)) pending.add(id);
    const round = await sendRound(run, { pending, here, there });
    if (round.problem !== null || !round.again || attempt >= TRIES) return round.problem;
    order.onProgress('the remote has moved: taking in what is new there');
    const { removed } = there;
    const known = { place, transfer: run.transfer, left: order.left, removed, onProgress: () => {} };
    const received = await receiveArtifacts(known, round.moved);
    log.joined.push(...received.joined);
    if (received.problem !== null) return received.problem;
    const hopeless = new Set<string>();
    for (const { artifact_id, reason } of received.refused) {
      log.kept.set(artifact_id, { artifact_id, reason: 'moved', detail: reason });
      if (!/find remote ref/.test(reason)) hopeless.add(artifact_id); // else it was deleted there: it is sent anew
    }
    pending = new Set([...round.moved, ...round.undeleted].filter((id) => !hopeless.has(id)));
    await backOff(attempt);
    here = await readLocalTips(place);
  }
};

/** What is asked for now, and what was before and never confirmed. */
const wantedAtFirst = ({ place, order }: Pushing, { tips }: LocalTips): Set<ArtifactId> => {
  const queued = readQueue(place).filter(({ address }) => address === order.remote.address);
  return new Set([...(order.ids === 'all' ? tips.keys() : order.ids), ...queued.map(({ artifact_id }) => artifact_id)]);
};

interface Round {
  /** Something moved at the remote: it is worth another look. */
  readonly again: boolean;
  readonly moved: readonly ArtifactId[];
  readonly undeleted: readonly ArtifactId[];
  readonly problem: OpenSessionError | null;
}

const sendRound = async (
  run: Pushing,
  now: { readonly pending: ReadonlySet<ArtifactId>; readonly here: LocalTips; readonly there: There },
): Promise<Round> => {
  const { pending, here, there } = now;
  const plan = planPush(pending, here.tips, there);
  noteUnsent(run.log, plan, { pending, here, isAll: run.order.ids === 'all' });
  await settle(run.place, run.order.remote.address, new Set([...plan.same, ...plan.removed, ...plan.gone]));
  const moves = new Map([...plan.sends, ...plan.deletes].map((move) => [artifactRef(move.artifact_id), move]));
  const isAsked = plan.deletes.length > 0 || run.order.ids === 'all';
  const records = await recordsToSend(run.place, there, isAsked);
  noteKept(run.log, records);
  const { sends, kept } = await versionsToSend(run.place, plan.sends, there);
  for (const one of kept) run.log.kept.set(one.artifact_id, one);
  // what is not all here may be once it was fetched, and what is in the way may go
  const hopeless = kept.filter(({ reason }) => reason === 'no_artifact').map(({ artifact_id }) => artifact_id);
  await settle(run.place, run.order.remote.address, new Set(hopeless));
  const first = await sendBuried(run, { there, records, sends, moves });
  const moved = first.moved.flatMap((ref) => artifactIdOfRef(ref) ?? []);
  const undeleted = plan.deletes.map(({ artifact_id }) => artifact_id);
  const isMoved = first.moved.length > 0;
  // Not before its tombstone is there, else the next clone sends it again.
  if (!first.isBuried) return { again: isMoved, moved, undeleted, problem: first.problem };
  const deletes = plan.deletes.map(({ artifact_id, from }) => ({
    ref: artifactRef(artifact_id),
    to: null,
    lease: from,
  }));
  const second = await send(run, deletes, moves);
  const left = second.moved.flatMap((ref) => artifactIdOfRef(ref) ?? []);
  return { again: isMoved || left.length > 0, moved, undeleted: left, problem: second.problem };
};

interface FirstSent {
  readonly moved: readonly string[];
  /** All removals are there, and the archive that they speak of. */
  readonly isBuried: boolean;
  readonly problem: OpenSessionError | null;
}

/** A removal says of what was archived that it is in the archive, and whoever reads it may delete: it goes after the archive. */
const sendBuried = async (
  run: Pushing,
  what: {
    readonly there: There;
    readonly records: Records;
    readonly sends: readonly PushedRef[];
    readonly moves: ReadonlyMap<string, RefMove | Deletion>;
  },
): Promise<FirstSent> => {
  const { archive, tombstones, kept } = what.records;
  const mayBury = what.there.archive !== null && !kept.has(ARCHIVE_REF);
  const early = archive ?? (mayBury ? tombstones : null);
  const first = await send(run, [...(early === null ? [] : [early]), ...what.sends], what.moves);
  const { done, moved, problem } = first;
  if (done.has(ARCHIVE_REF)) noteSent(run.log, what.there);
  const isArchived = mayBury && (archive === null || done.has(ARCHIVE_REF));
  if (problem !== null || !isArchived) return { moved, isBuried: false, problem };
  if (tombstones === null) return { moved, isBuried: !kept.has(TOMBSTONES_REF), problem };
  const then = early === tombstones ? { ...first, moved: [] } : await send(run, [tombstones], what.moves);
  const isBuried = then.done.has(TOMBSTONES_REF);
  if (isBuried) noteBuried(run.log, what.there);
  return { moved: [...moved, ...then.moved], isBuried, problem: then.problem };
};

const send = async (
  { place, order, transfer, log, pushRefs }: Pushing,
  refs: readonly PushedRef[],
  moves: ReadonlyMap<string, RefMove | Deletion>,
) => {
  const done = new Set<string>();
  const push = (chunk: readonly PushedRef[]) =>
    pushRefs(transfer, chunk, { cwd: place.cwd, timeoutMs: Math.max(1, order.left()) });
  const { answers, problem } = await sendInChunks(refs, push, {
    left: order.left,
    onSent: async (chunk) => {
      for (const { ref, is } of chunk) if (is === 'done') done.add(ref);
      const ids = [...done].flatMap((ref) => moves.get(ref)?.artifact_id ?? []);
      await settle(place, order.remote.address, new Set(ids));
      order.onProgress(`sent ${done.size} of ${refs.length} refs to ${order.remote.name}`);
    },
  });
  for (const answer of answers.values()) {
    const move = moves.get(answer.ref);
    const how = { ref: answer.ref, except: order.remote.name };
    const isCut = answer.is === 'rejected' && /shallow/.test(answer.reason);
    const detail = isCut ? await sayingCut(place, how, answer.reason) : answer.is === 'done' ? '' : answer.reason;
    if (move === undefined && answer.is === 'rejected')
      log.kept.set(answer.ref, { artifact_id: answer.ref, reason: 'rejected', detail });
    if (move === undefined) continue;
    const { artifact_id } = move;
    if (answer.is !== 'done') log.kept.set(artifact_id, { artifact_id, reason: answer.is, detail });
    else if ('to' in move) log.sent.push(move);
    else log.deleted.push(move);
    if (answer.is === 'done') log.kept.delete(artifact_id);
  }
  return { done, moved: [...answers.values()].flatMap(({ ref, is }) => (is === 'moved' ? [ref] : [])), problem };
};
