import type { CommitFact } from '../commits.ts';
import type { ChangeFact } from '../facts.ts';

/** What git says of the working tree when the handoff is made. */
export interface TreeState {
  readonly head: string | null;
  /** Anything is changed, staged or untracked. */
  readonly dirty: boolean;
}

/**
 * The changes without those that may have happened, and of which the working tree shows that they did not: it is just as a
 * commit of the session left it. What changed after that commit without a name left nothing behind. One that throws away
 * what no commit holds (`git checkout .`) leaves a tree like that as well, so with such a one nothing is shown.
 */
export const withoutDisproved = (
  changes: readonly ChangeFact[],
  commits: readonly CommitFact[],
  { head, dirty }: TreeState,
): readonly ChangeFact[] => {
  if (dirty || head === null) return changes;
  const last = commits.findLast(({ id }) => id !== null);
  if (last === undefined || last.id === null || !head.startsWith(last.id)) return changes;
  const since = last.seen.index;
  const after = changes.filter(({ seen }) => seen.index > since);
  if (after.some(({ by, undoes, inside }) => inside && (by === undefined || undoes === true))) return changes;
  return changes.filter(({ seen, by }) => by === undefined || seen.index <= since);
};
