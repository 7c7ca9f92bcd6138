/** What a partial clone left out of the branch: it is told, and never taken for what is not there. */
import { OpenSessionError } from '../../domain/errors.ts';
import { SESSIONS_BRANCH } from '../../domain/refs.ts';
import { isPromised, promisedAmong } from '../../git/promised-objects.ts';
import type { Place } from '../place.ts';

export const branchIncomplete = (cause?: unknown): OpenSessionError =>
  new OpenSessionError('branch_incomplete', `the branch ${SESSIONS_BRANCH} is not all here: this clone left some out`, {
    hint: `git fetch --refetch --no-filter origin ${SESSIONS_BRANCH}; publishing with --push brings in what it needs`,
    cause,
  });

/** git ends where it comes upon a tree that was left out, or a name of what was. @throws branch_incomplete, what `work` throws */
export const tellingLeftOut = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw isPromised(error) ? branchIncomplete(error) : error;
  }
};

/** @param ids of what was not found. @throws branch_incomplete where a partial clone left one of them out */
export const refuseLeftOut = async (place: Place, ids: readonly string[]): Promise<void> => {
  if ((await promisedAmong(place, ids)).size > 0) throw branchIncomplete();
};
