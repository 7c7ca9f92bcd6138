/**
 * What git says of a change: the commits that a branch adds to another, and what they do to each path. Facts come from
 * a private repository alone, never from an artifact and never under the configuration of the one that is judged.
 */
import type { PathState, StateChange } from './path-state.ts';

export interface ChangeFacts {
  readonly object_format: 'sha1' | 'sha256';
  readonly head: string;
  readonly head_tree: string;
  /** Tip of the target branch, now. */
  readonly base_tip: string;
  /** All merge bases of head and base tip; empty for histories without a common commit. */
  readonly merge_bases: readonly string[];
  /** Paths whose head state differs from their state in every merge base. */
  readonly paths: ReadonlyMap<string, PathChange>;
  /** Claimed paths that the change does not hold, once they were asked for: what they are in head. */
  readonly unchanged: ReadonlyMap<string, PathState>;
  /** Commits of head that base tip does not have, parents before children. */
  readonly commits: readonly RangeCommit[];
  /**
   * Of merge commits in the range, and of their parents in it: the states of paths of the change at their own merge
   * bases with base tip, as in `PathChange.bases`. Absent: as at the merge bases of head.
   */
  readonly base_states: ReadonlyMap<string, ReadonlyMap<string, readonly PathState[]>>;
}

export interface PathChange {
  /**
   * In the merge base, [null] where there is none. Of several the state that git makes of them by merging; where it
   * cannot, each, but for those where it is as in head.
   */
  readonly bases: readonly PathState[];
  readonly head: PathState;
}

export interface RangeCommit {
  readonly oid: string;
  readonly parents: readonly string[];
  readonly tree: string;
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
  /** Against each parent in order (a root commit: against nothing): what it does to paths. */
  readonly changes: readonly ReadonlyMap<string, StateChange>[];
  /** Of a merge: its tree is exactly what git itself makes of the parents, without a conflict. */
  readonly is_clean_merge: boolean;
}

export interface Person {
  readonly name: string;
  readonly email: string;
  /** Seconds since the epoch. */
  readonly time: number;
}

/** Strict patch keys (`osp1:`) of steps of one path, computed for those paths alone that states do not explain. */
export interface KeyedChange extends StateChange {
  readonly key: string;
}
export type PatchKeys = ReadonlyMap<string, readonly KeyedChange[]>;
