/** What a partial clone left out of the branch: it is told, and never taken for what is not there. */
import { OpenSessionError } from '../../domain/errors.ts';
import { refetchCommand } from '../../domain/branch/refetch-command.ts';
import { SESSIONS_BRANCH } from '../../domain/refs.ts';
import { isPromised, promisedAmong } from '../../git/promised-objects.ts';
import { promisorRemote } from '../../git/promisor-remote.ts';
import type { Place } from '../place.ts';

export const branchIncomplete = async ({ git, cwd }: Place, cause?: unknown): Promise<OpenSessionError> => {
  const refetch = refetchCommand(await promisorRemote(git, cwd));
  return new OpenSessionError(
    'branch_incomplete',
    `the branch ${SESSIONS_BRANCH} is not all here: this clone left some out`,
    {
      hint: `${refetch}; publishing with --push brings in what it needs`,
      cause,
    },
  );
};

/** git ends where it comes upon a tree that was left out, or a name of what was. @throws branch_incomplete, what `work` throws */
export const tellingLeftOut = async <T>(place: Place, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw isPromised(error) ? await branchIncomplete(place, error) : error;
  }
};

/** @param ids of what was not found. @throws branch_incomplete where a partial clone left one of them out */
export const refuseLeftOut = async (place: Place, ids: readonly string[]): Promise<void> => {
  if ((await promisedAmong(place, ids)).size > 0) throw await branchIncomplete(place);
};
