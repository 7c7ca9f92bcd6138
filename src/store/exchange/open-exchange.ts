/** Artifacts that leave to a remote and come from one: the port that the use cases see. */
import { placeOf } from '../place.ts';
import type { Git, RepositoryPaths } from '../../git/git.ts';
import type { ArtifactId } from '../../domain/refs.ts';
import type { Remote } from '../../domain/sharing/judge-remote.ts';
import { type RemoteHere, readChosen, readRemotes, writeChosen } from './chosen-remote.ts';
import { type ExchangePlace, startBudget } from './exchange-place.ts';
import type { FetchOrder, FetchOutcome } from './fetch-artifacts.ts';
import type { PushPreview } from './preview-push.ts';
import { type QueueEntry, readQueue, settle } from './push-queue.ts';
import type { PushOrder, PushOutcome } from './push-order.ts';
import { sweepSharing } from './sweep-sharing.ts';
import { unsentOf } from './unsent.ts';

/** An order with the milliseconds that it may take in all. */
export type Timed<Order> = Omit<Order, 'left'> & { readonly timeoutMs: number };

export interface ArtifactExchange {
  /** The repository's, with what is pushed to. */
  remotes(): Promise<readonly RemoteHere[]>;
  /** The remote that receives handoffs; null: none was chosen yet. */
  chosen(): Remote | null;
  /** @throws no_space, read_only */
  choose(remote: Remote): Promise<void>;
  /** @throws artifact_not_found, push_busy, no_space, read_only; a failing remote is told as the outcome's problem */
  push(order: Timed<PushOrder>): Promise<PushOutcome>;
  /** @throws remote_unreachable, remote_denied, timed_out */
  preview(order: Timed<PushOrder>): Promise<PushPreview>;
  fetch(order: Timed<FetchOrder>): Promise<FetchOutcome>;
  /** What a fetch would come to; nothing here is changed by it. @throws git_failed, no_space, read_only */
  previewFetch(order: Timed<FetchOrder>): Promise<FetchOutcome>;
  /** Those that the remote is not known to have as they are here, by what was pushed and fetched: nobody is asked. */
  unsent(ids: readonly ArtifactId[]): Promise<readonly ArtifactId[]>;
  /** What waits to be sent. */
  queue(): readonly QueueEntry[];
  /** Takes one out without sending it. @throws push_busy, no_space, read_only */
  unqueue(entry: QueueEntry): Promise<void>;
}

/** What talks to a remote is loaded when it does: the gate asks for no more than what is unsent. */
export const openExchange = (
  git: Git,
  paths: RepositoryPaths,
  how: Pick<ExchangePlace, 'clock' | 'machine' | 'write' | 'ssh'>,
): ArtifactExchange => {
  const place: ExchangePlace = { ...how, ...placeOf(git, paths, how.clock), paths };
  return {
    remotes: () => readRemotes(place),
    chosen: () => readChosen(place),
    choose: async (remote) => {
      sweepSharing(place); // the first that is written
      await writeChosen(place, remote);
    },
    push: async (order) => (await import('./push-artifacts.ts')).pushArtifacts(place, started(order)),
    preview: async (order) => (await import('./preview-push.ts')).previewPush(place, started(order)),
    fetch: async (order) => (await import('./fetch-artifacts.ts')).fetchArtifacts(place, started(order)),
    previewFetch: async (order) => (await import('./preview-fetch.ts')).previewFetch(place, started(order)),
    unsent: (ids) => unsentOf(place, ids),
    queue: () => readQueue(place),
    unqueue: ({ address, artifact_id }) => settle(place, address, new Set([artifact_id])),
  };
};

const started = <Order extends { readonly timeoutMs: number }>(order: Order): Order & Pick<PushOrder, 'left'> => ({
  ...order,
  left: startBudget(order.timeoutMs),
});
