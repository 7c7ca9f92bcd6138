import { join } from 'node:path';
import { OpenSessionError, insteadOf } from '../../domain/errors.ts';
import { type OpenedTransfer, openTransfer } from '../../git/transfer/open-transfer.ts';
import { pushRefs } from '../../git/transfer/push-refs.ts';
import { type ExchangePlace, sharingDir, transferTo } from './exchange-place.ts';
import { type KnownRemovals, readKnownRemovals } from './join-tombstones.ts';
import { type LocalTips, readLocalTips } from './local-tips.ts';
import { recordThere } from './known-there.ts';
import { takeLock } from './lock-file.ts';
import { enqueue, readQueue } from './push-queue.ts';
import type { PushLog, PushOrder, PushOutcome } from './push-order.ts';
import { type AtFirst, pushInRounds } from './push-rounds.ts';
import { sweepSharing } from './sweep-sharing.ts';

const LOCK_WAIT_MS = 5000;

/**
 * Sends refs of artifacts, exactly them and never forced; first what is asked for is put into the queue, from which only the
 * remote's confirmation takes it. @param push what asks the remote to move refs @throws artifact_not_found, push_busy, no_space, read_only
 */
export const pushArtifacts = async (
  place: ExchangePlace,
  order: PushOrder,
  push: typeof pushRefs = pushRefs,
): Promise<PushOutcome> => {
  sweepSharing(place);
  // Beside what is read here: a remote is asked only when all is in the queue.
  const opening = openTransfer(place.git, transferTo(place, order.remote.url)).catch(asProblem);
  opening.catch(() => {}); // what it failed with is thrown where it is needed, and may come before that
  try {
    // a partial clone that left records of removals out asks the remote for them, before it sends anything
    const knowing = readKnownRemovals(place).catch(insteadOf('artifact_incomplete', null));
    const [here, known] = await Promise.all([readLocalTips(place), knowing]);
    refuseUnknown(order, here, known);
    return await pushQueued(place, order, { here, known, opening, push });
  } finally {
    await opening.then(closeOpened, () => {});
  }
};

interface Beginning extends AtFirst {
  readonly push: typeof pushRefs;
}

type Opening = Promise<OpenedTransfer | OpenSessionError>;

const closeOpened = async (opened: OpenedTransfer | OpenSessionError): Promise<void> => {
  if (!(opened instanceof OpenSessionError)) await opened.close();
};

/** @throws what is a bug */
const asProblem = (error: unknown): OpenSessionError => {
  if (error instanceof OpenSessionError && error.code !== 'bug') return error;
  throw error;
};

const pushQueued = async (
  place: ExchangePlace,
  order: PushOrder,
  { opening, ...atFirst }: Beginning & { readonly opening: Opening },
): Promise<PushOutcome> => {
  const { here } = atFirst;
  await enqueue(place, order.remote.address, order.ids === 'all' ? [...here.tips.keys()] : order.ids);
  const release = await takeLock(
    join(sharingDir(place), 'push.lock'),
    place.machine,
    Math.min(order.left(), LOCK_WAIT_MS),
  );
  if (release === null)
    throw new OpenSessionError('push_busy', 'another push of this repository is running', {
      hint: 'what was asked for is in the queue, and the next push sends it; if none runs, see: opensession doctor',
    });
  try {
    return await pushAlone(place, order, { ...atFirst, opened: await opening });
  } finally {
    release();
  }
};

const refuseUnknown = ({ ids }: PushOrder, { tips, problems }: LocalTips, known: KnownRemovals | null): void => {
  if (ids === 'all' || known === null) return;
  const unknown = ids.find((id) => !tips.has(id) && !problems.has(id) && !known.removed.has(id));
  if (unknown !== undefined)
    throw new OpenSessionError('artifact_not_found', `expected an artifact ${unknown}, found none`, {
      hint: 'see which there are: opensession session handoff artifact list',
    });
};

const pushAlone = async (
  place: ExchangePlace,
  order: PushOrder,
  { opened, push, ...atFirst }: Beginning & { readonly opened: OpenedTransfer | OpenSessionError },
): Promise<PushOutcome> => {
  const log: PushLog = {
    archive: { sent: null, joined: null, there: undefined },
    removals: null,
    sent: [],
    deleted: [],
    joined: [],
    same: new Set(),
    mended: new Set(),
    kept: new Map(),
  };
  const problem =
    opened instanceof OpenSessionError
      ? opened
      : await pushInRounds({ place, order, transfer: opened.transfer, log, pushRefs: push }, atFirst).catch(asProblem);
  await recordSent(place, order, { log, here: atFirst.here });
  const queued = readQueue(place).filter(({ address }) => address === order.remote.address).length;
  return { ...log, same: [...log.same], mended: [...log.mended], kept: [...log.kept.values()], queued, problem };
};

/** What the remote confirmed, also where the push ended early. What it does not have any more, or did not take, is not known. */
const recordSent = async (
  place: ExchangePlace,
  { remote }: PushOrder,
  { log, here: before }: { readonly log: PushLog; readonly here: LocalTips },
): Promise<void> => {
  const { tips: here } = log.joined.length === 0 ? before : await readLocalTips(place);
  const there = new Map(log.sent.map(({ artifact_id, to }) => [artifact_id, to]));
  for (const [id, tip] of here) if (log.same.has(id)) there.set(id, tip);
  const gone = new Set<string>([...log.deleted.map(({ artifact_id }) => artifact_id), ...log.kept.keys()]);
  const absent = new Map([...here].filter(([id]) => gone.has(id)));
  await recordThere(place, remote.address, { there, isLost: (id) => gone.has(id), absent, archive: log.archive.there });
};
