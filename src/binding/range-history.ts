import type { RangeCommit } from '../domain/change-facts.ts';
import { type PathState, type StateChange, stepText } from '../domain/path-state.ts';

/** The commits of a change as they are asked for each of its paths: what holds for all paths is worked out once. */
export interface RangeHistory {
  /** What any commit of the range does to a path, against any parent. */
  changesOf(path: string): readonly StateChange[];
  /** Whether a commit of the range does this very step to a path, against any parent. */
  hasStep(path: string, step: StateChange): boolean;
  /** Whether any commit of the range does something to a path. */
  touches(path: string): boolean;
  /** Clean merges at a commit and above it that stand for their parents in a path. */
  cleanMerges(oid: string, path: string): readonly RangeCommit[];
  /** What the others at a commit and above it do to a path, each against one of its parents. */
  ownSteps(oid: string, path: string): readonly OwnStep[];
  /**
   * What a path is at a commit of the range; undefined: no commit on the way there changed it, so it is as at the merge
   * bases.
   */
  stateAt(oid: string, path: string): PathState | undefined;
}

export interface OwnStep extends StateChange {
  readonly commit: string;
}

interface Ancestry {
  /** A commit and all of its ancestors in the range, with their places in the walk. */
  readonly places: ReadonlyMap<RangeCommit, number>;
  readonly cleanMerges: readonly RangeCommit[];
  /** Each has one parent in the range at most: the walk goes from child to parent. */
  readonly isLine: boolean;
}

/** @param commits parents before children */
export const rangeHistory = (commits: readonly RangeCommit[]): RangeHistory => {
  const byId = new Map(commits.map((commit) => [commit.oid, commit]));
  const touching = byPath(commits);
  const known = new Map<string, Ancestry>();
  const ancestryAt = (oid: string): Ancestry => {
    const before = known.get(oid);
    if (before !== undefined) return before;
    const ancestry = ancestryOf(byId, oid);
    known.set(oid, ancestry);
    return ancestry;
  };
  /** In the order of the walk. */
  const touchingAt = ({ places }: Ancestry, path: string): readonly RangeCommit[] =>
    (touching.get(path) ?? [])
      .filter((commit) => places.has(commit))
      .sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  const ofPath = (path: string): readonly StateChange[] =>
    (touching.get(path) ?? []).flatMap((commit) => changesOf(commit, path));
  const steps = new Map<string, ReadonlySet<string>>();
  const stepsOf = (path: string): ReadonlySet<string> => {
    const before = steps.get(path);
    if (before !== undefined) return before;
    const found = new Set(ofPath(path).map(stepText));
    steps.set(path, found);
    return found;
  };
  return {
    changesOf: ofPath,
    hasStep: (path, step) => stepsOf(path).has(stepText(step)),
    touches: (path) => touching.has(path),
    cleanMerges: (oid, path) => ancestryAt(oid).cleanMerges.filter((merge) => !isCarried(merge, path)),
    ownSteps: (oid, path) =>
      touchingAt(ancestryAt(oid), path).flatMap((commit) =>
        commit.is_clean_merge && !isCarried(commit, path)
          ? []
          : changesOf(commit, path).map((change) => ({ ...change, commit: commit.oid })),
      ),
    stateAt: (oid, path) => {
      const ancestry = ancestryAt(oid);
      if (!ancestry.isLine) return traceState(byId, oid, path);
      const [nearest] = touchingAt(ancestry, path);
      return nearest === undefined ? undefined : changesOf(nearest, path)[0]?.after;
    },
  };
};

/**
 * A merge makes of a path what no parent has, and one of them has not got it at all: git followed a renamed file, and brought
 * what was done to another path. Of this one the parents tell nothing.
 */
const isCarried = ({ changes }: RangeCommit, path: string): boolean =>
  changes.every((change) => change.has(path)) && changes.some((change) => change.get(path)?.before === null);

const byPath = (commits: readonly RangeCommit[]): ReadonlyMap<string, readonly RangeCommit[]> => {
  const found = new Map<string, RangeCommit[]>();
  for (const commit of commits)
    for (const path of new Set(commit.changes.flatMap((changes) => [...changes.keys()]))) {
      const list = found.get(path);
      if (list === undefined) found.set(path, [commit]);
      else list.push(commit);
    }
  return found;
};

const changesOf = (commit: RangeCommit, path: string): readonly StateChange[] =>
  commit.changes.flatMap((changes) => changes.get(path) ?? []);

const ancestryOf = (commits: ReadonlyMap<string, RangeCommit>, oid: string): Ancestry => {
  const places = new Map<RangeCommit, number>();
  const open = [oid];
  let isLine = true;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const commit = commits.get(next);
    if (commit === undefined || places.has(commit)) continue;
    places.set(commit, places.size);
    isLine &&= commit.parents.filter((parent) => commits.has(parent)).length <= 1;
    open.push(...commit.parents);
  }
  return { places, isLine, cleanMerges: [...places.keys()].filter((commit) => commit.is_clean_merge) };
};

/**
 * A commit that differs from no parent has the state of each of them: one that leads out of the range says nothing, it may
 * be any old commit of the target branch, and another one may tell.
 */
const traceState = (commits: ReadonlyMap<string, RangeCommit>, oid: string, path: string): PathState | undefined => {
  const seen = new Set<string>();
  const open = [oid];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const commit = commits.get(next);
    if (commit === undefined || seen.has(next)) continue;
    seen.add(next);
    // a merge that keeps its own side differs from another parent, not from the first
    const [change] = changesOf(commit, path);
    if (change !== undefined) return change.after;
    open.push(...commit.parents.toReversed());
  }
  return undefined;
};
