import { OpenSessionError } from '../../domain/errors.ts';
import { SESSIONS_BRANCH, SESSIONS_REF } from '../../domain/refs.ts';
import { fetchObjects, isAbsent } from '../../git/transfer/fetch-objects.ts';
import { type FetchLimits, fetchRefs } from '../../git/transfer/fetch-refs.ts';
import { listRemote } from '../../git/transfer/list-remote.ts';
import { type Transfer, transferring } from '../../git/transfer/open-transfer.ts';
import { pushRefs } from '../../git/transfer/push-refs.ts';
import { type ExchangePlace, type Left, startBudget, transferTo } from '../exchange/exchange-place.ts';
import { sweepSharing } from '../exchange/sweep-sharing.ts';
import { takingObjects } from '../exchange/taking-objects.ts';
import { requireSessions } from './read-branch.ts';
import type { RemoteBranch } from './sessions-store.ts';

/** The branch at a remote, over a git of its own (git/transfer). @throws as SessionsStore.reach */
export const reachBranch = async <T>(
  place: ExchangePlace,
  { address, timeoutMs }: { readonly address: string; readonly timeoutMs: number },
  work: (remote: RemoteBranch) => Promise<T>,
): Promise<T> => {
  sweepSharing(place);
  const left = startBudget(timeoutMs);
  return transferring(place.git, transferTo(place, address), (transfer) => work(branchAt(place, transfer, left)));
};

/** More than a forge takes as one file is in no branch that it has. */
const MAX_BYTES = 4 * 1024 * 1024 * 1024;
/** In the repository of the transfer: so that only what is new is fetched. */
const KNOWN_REF = 'refs/known/sessions';

const branchAt = (place: ExchangePlace, transfer: Transfer, left: Left): RemoteBranch => {
  const limits = () => ({ cwd: place.cwd, timeoutMs: Math.max(1, left()) });
  return {
    tip: async () => (await listRemote(transfer, [SESSIONS_REF], limits())).get(SESSIONS_REF) ?? null,
    fetch: async (known, within) => {
      if (known !== null) await transfer.git.run(['update-ref', KNOWN_REF, known], { cwd: place.cwd });
      const commit = await fetchTip(transfer, { ...limits(), maxBytes: MAX_BYTES });
      if (commit === null) return within(null);
      const here = known === null ? [] : [known];
      await requireSessions({ ...place, git: transfer.git }, commit, here);
      const taken = { commits: [commit], known: here };
      return takingObjects({ place, from: transfer }, taken, () => within(commit));
    },
    fetchAnew: async () => {
      const commit = await fetchTip(transfer, { ...limits(), maxBytes: MAX_BYTES, again: true });
      if (commit === null) return;
      await requireSessions({ ...place, git: transfer.git }, commit, []);
      const taken = { commits: [commit], known: [], isPromised: true };
      await takingObjects({ place, from: transfer }, taken, () => Promise.resolve());
    },
    supply: async (blobs) => {
      try {
        await fetchObjects(transfer, { ids: blobs }, { timeoutMs: Math.max(1, left()), maxBytes: MAX_BYTES });
      } catch (error) {
        if (isAbsent(error)) return false;
        throw error;
      }
      const taken = { commits: blobs, known: [], isPromised: true };
      await takingObjects({ place, from: transfer }, taken, () => Promise.resolve());
      return true;
    },
    push: async (commit, lease) => {
      const ref = { ref: SESSIONS_REF, to: commit, ...(lease === null ? {} : { lease }) };
      const [answer] = await pushRefs(transfer, [ref], limits());
      if (answer?.is === 'done' || answer?.is === 'moved') return answer.is;
      throw new OpenSessionError(
        'remote_rejected',
        `the remote does not take the branch ${SESSIONS_BRANCH}: ${answer?.reason ?? 'it gives no reason'}`,
        { hint: 'see whether a rule or a hook of the remote refuses it; what was kept here stays' },
      );
    },
  };
};

/** null: the branch was deleted there since it was asked for. */
const fetchTip = async (transfer: Transfer, limits: FetchLimits): Promise<string | null> => {
  try {
    return (await fetchRefs(transfer, [SESSIONS_REF], limits)).get(SESSIONS_REF) ?? null;
  } catch (error) {
    if (error instanceof OpenSessionError && /find remote ref/.test(error.message)) return null;
    throw error;
  }
};
