import type { StateChange } from '../domain/path-state.ts';

/** What vouches for a step: an artifact's claim, its patch (an equal one, or what git makes of it elsewhere), a link from saved to committed, a clean merge, or nobody. */
export type StepKind = 'artifact' | 'patch' | 'relinked' | 'merged' | 'commit';

export interface Step extends StateChange {
  readonly kind: StepKind;
  /** Which artifacts vouch for it, by index in the list that is bound; empty for `merged` and `commit`. */
  readonly artifacts: readonly number[];
  /** Of `merged` and `commit`, and of a patch that is a commit's. */
  readonly commit?: string;
}

/**
 * What a step adds to a chain. Whole units are steps that nobody vouches for; fractions only settle ties, so that a
 * chain of exact states is preferred to one of equal patches.
 */
export const costOf = (kind: StepKind): number =>
  kind === 'commit' ? 1 : kind === 'patch' || kind === 'relinked' ? TIE : 0;

const TIE = 1 / 65_536;

/** The steps in a cost that nobody vouches for. */
export const unexplained = (cost: number): number => Math.floor(cost);
