import type { StateChange } from '../domain/path-state.ts';

/** A version of an artifact as the binding sees it: its claims resolved to states, nothing that happened. */
export interface Candidate {
  /** `base:ID` or `head:ID`: an id of a fork never shadows one of the target repository. */
  readonly id: string;
  readonly version: string;
  /** HEAD at the session's start, and at save: what had been merged by then was there before its claims. */
  readonly begun: readonly string[];
  /** HEAD at save, and at the session's start: the surest first, either may be gone. */
  readonly saved: readonly string[];
  /** Tree at save, and the tree that was linked to a commit. */
  readonly tree: string | null;
  readonly claims: readonly Claim[];
  /** Paths that are claimed without a state: the save did not tell it. */
  readonly withheld: ReadonlySet<string>;
  /** Paths that it claims no more: the target branch had this work since the save, and took it back. */
  readonly spent: ReadonlySet<string>;
  /** Steps from saved to committed, of link versions. */
  readonly links: readonly PathStep[];
}

export interface PathStep extends StateChange {
  readonly path: string;
}

export interface Claim extends PathStep {
  /** Strict patch key. */
  readonly key: string | null;
}
