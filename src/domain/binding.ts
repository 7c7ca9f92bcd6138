/** How handoffs and a change fit together, path by path: what the rules of the gate judge. */
import type { PathState } from './path-state.ts';

/**
 * content: a chain of claimed states leads from the base to the head · patch: equal patches or links are needed ·
 * merged: git's own merges alone · drifted: an artifact touches the path, and commits that nobody explains do too ·
 * overwritten: claimed as it is, but from a state that the base no longer has · reversed: the claim, undone ·
 * replayed: claimed by handoffs alone whose work the target branch had and took back since ·
 * withheld: claimed without a state, which the save did not tell (a secret, a filter) ·
 * unclaimed: no artifact speaks of it
 */
export type PathBinding =
  | 'content'
  | 'patch'
  | 'merged'
  | 'drifted'
  | 'overwritten'
  | 'reversed'
  | 'replayed'
  | 'withheld'
  | 'unclaimed';

export interface BoundPath {
  readonly path: string;
  readonly binding: PathBinding;
  readonly bases: readonly PathState[];
  readonly head: PathState;
  /** Indices of the candidates whose claims the chain uses, or that touch the path. */
  readonly artifacts: readonly number[];
  /** Indices of the candidates whose claim the change takes back, whoever else answers for that. */
  readonly reversed: readonly number[];
  /** Of `drifted`: it does the opposite of every claim (a deletion, none), and no commit ever had what is claimed. */
  readonly opposite: boolean;
  /** Of `drifted`: the commits of the chain that nobody explains; of `overwritten`: those of the target branch in between, once they are known. */
  readonly commits: readonly string[];
}

/** From best to worst. */
export const LEVELS = ['exact', 'content', 'patch', 'partial', 'drifted', 'none'] as const;
export type BindingLevel = (typeof LEVELS)[number];

export type OutsideReason =
  | 'already-in-base'
  | 'reverted-later'
  | 'left-out'
  | 'ignored'
  | 'index-flag'
  | 'submodule'
  | 'outside'
  | 'no-effect'
  | 'other-branch';

export interface OutsideClaim {
  readonly path: string;
  readonly reason: OutsideReason;
}

export interface BoundArtifact {
  readonly index: number;
  readonly level: BindingLevel;
  /** At least one path of the change is bound to it in a way that is not vacuous. */
  readonly bound: boolean;
  /**
   * Bound, or what it claims of a drifted path begins where the change begins, and nothing of it was left out of the
   * change: it may be the handoff that is asked for, if the change names it. By that alone it costs the change nothing.
   */
  readonly related: boolean;
  readonly outside: readonly OutsideClaim[];
}

export interface ChangeBinding {
  /** Every path of the change, sorted. */
  readonly paths: readonly BoundPath[];
  /** One per candidate, in their order. */
  readonly artifacts: readonly BoundArtifact[];
}
