import type { ObjectLimits, ObjectsWanted } from '../transfer/fetch-objects.ts';
import { fetchObjects, isAbsent } from '../transfer/fetch-objects.ts';
import type { Transfer } from '../transfer/open-transfer.ts';
import type { Side } from './supply.ts';

export interface RemoteSides {
  readonly base: Transfer;
  /** The same one where the change comes from the repository that it is to be merged into. */
  readonly head: Transfer;
  readonly limits: ObjectLimits;
}

export interface RemoteObjects {
  readonly isOne: boolean;
  /** @throws what fetchObjects throws, also for one that is not there */
  from(side: Side, wanted: ObjectsWanted): Promise<void>;
  /** From one side, else from the other; where neither has all of them, by halves. What is nowhere is left out. */
  anyhow(side: Side, wanted: ObjectsWanted, into?: string): Promise<void>;
}

/** Objects of the two sides of a change, one fetch after the other: each may move the list of cut commits. */
export const remoteObjects = ({ base, head, limits }: RemoteSides): RemoteObjects => {
  const isOne = base === head;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  };
  const fetched = (side: Side, wanted: ObjectsWanted, into?: string): Promise<void> => {
    const transfer = side === 'base' ? base : head;
    return inTurn(() => fetchObjects(into === undefined ? transfer : { ...transfer, dir: into }, wanted, limits));
  };
  const anyhow = async (side: Side, wanted: ObjectsWanted, into?: string): Promise<void> => {
    for (const one of isOne ? [side] : ([side, side === 'base' ? 'head' : 'base'] satisfies Side[])) {
      try {
        await fetched(one, wanted, into);
        return;
      } catch (error) {
        if (!isAbsent(error)) throw error;
      }
    }
    const { ids } = wanted;
    if (ids.length <= 1) return;
    const half = Math.ceil(ids.length / 2);
    await anyhow(side, { ...wanted, ids: ids.slice(0, half) }, into);
    await anyhow(side, { ...wanted, ids: ids.slice(half) }, into);
  };
  return { isOne, from: (side, wanted) => fetched(side, wanted), anyhow };
};
