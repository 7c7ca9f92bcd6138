import { SESSIONS_BRANCH } from '../refs.ts';
import { shellWord } from '../shell-word.ts';

/** What brings all of the sessions branch into a partial clone. @param remote that promised what is not here */
export const refetchCommand = (remote: string): string =>
  `git fetch --refetch --no-filter ${shellWord(remote)} ${SESSIONS_BRANCH}`;
