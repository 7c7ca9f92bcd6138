import { join } from 'node:path';
import { OpenSessionError } from '../../domain/errors.ts';
import { sweepTransfers, transferring } from '../../git/transfer/open-transfer.ts';
import { type ExchangePlace, isAbandoned, sharingDir, transferTo } from './exchange-place.ts';
import { type KnownRemovals, readKnownRemovals } from './join-tombstones.ts';
import { type LocalTips, readLocalTips } from './local-tips.ts';
import { takeLock } from './lock-file.ts';
import { enqueue, readQueue } from './push-queue.ts';
import type { PushLog, PushOrder, PushOutcome } from './push-order.ts';
import { type AtFirst, pushInRounds } from './push-rounds.ts';
import { sweepUnfinished } from './sweep-unfinished.ts';

const LOCK_WAIT_MS = 5000;

/**
 * Sends refs of artifacts, exactly them and never forced; first what is asked for is put into the queue, from which only the
 * remote's confirmation takes it. @throws artifact_not_found, push_busy, no_space, read_only
 */
export const pushArtifacts = async (place: ExchangePlace, order: PushOrder): Promise<PushOutcome> => {
  const [here, known] = await Promise.all([readLocalTips(place), readKnownRemovals(place)]);
  refuseUnknown(order, here, known);
  await enqueue(place, order.remote.address, order.ids === 'all' ? [...here.tips.keys()] : order.ids);
  const release = await takeLock(
    join(sharingDir(place), 'push.lock'),
    place.machine,
    Math.min(order.left(), LOCK_WAIT_MS),
  );
  if (release === null)
    throw new OpenSessionError('push_busy', 'another push of this repository is running', {
      hint: 'what was asked for is in the queue: the next push sends it',
    });
  try {
    return await pushAlone(place, order, { here, known });
  } finally {
    release();
  }
};

const refuseUnknown = ({ ids }: PushOrder, { tips, problems }: LocalTips, { removed }: KnownRemovals): void => {
  const unknown = ids === 'all' ? undefined : ids.find((id) => !tips.has(id) && !problems.has(id) && !removed.has(id));
  if (unknown !== undefined)
    throw new OpenSessionError('artifact_not_found', `expected an artifact ${unknown}, found none`, {
      hint: 'see which there are: opensession session handoff artifact list',
    });
};

const pushAlone = async (place: ExchangePlace, order: PushOrder, atFirst: AtFirst): Promise<PushOutcome> => {
  sweepTransfers(sharingDir(place), isAbandoned(place.machine));
  sweepUnfinished(place);
  const log: PushLog = {
    archive: { sent: null, joined: null },
    sent: [],
    deleted: [],
    joined: [],
    same: new Set(),
    kept: new Map(),
  };
  let problem: OpenSessionError | null;
  try {
    const to = transferTo(place, order.remote.url);
    problem = await transferring(place.git, to, (transfer) => pushInRounds({ place, order, transfer, log }, atFirst));
  } catch (error) {
    if (!(error instanceof OpenSessionError) || error.code === 'bug') throw error;
    problem = error;
  }
  const queued = readQueue(place).filter(({ address }) => address === order.remote.address).length;
  return { ...log, same: [...log.same], kept: [...log.kept.values()], queued, problem };
};
