import type { Candidate } from '../../binding/candidate.ts';
import type { PathState } from '../../domain/path-state.ts';
import type { OpenChange } from '../../git/change/open-change.ts';

/**
 * Of each candidate what the target branch had of these paths since its session began. There is where a claim starts from:
 * what had been merged by the time of the save was before it.
 */
export const statesSinceBegun = (
  change: OpenChange,
  candidates: readonly Candidate[],
  paths: readonly string[] | 'all',
): Promise<readonly ReadonlyMap<string, readonly PathState[]>[]> =>
  change.targetStates(
    candidates.map(({ start, saved }) => ({ since: start === null ? saved : [start, ...saved], paths })),
  );
