import type { RangeCommit } from '../domain/change-facts.ts';
import type { PathState } from '../domain/path-state.ts';

/** A commit and all of its ancestors in the range. */
export const ancestryOf = (commits: ReadonlyMap<string, RangeCommit>, oid: string): readonly RangeCommit[] => {
  const found = new Map<string, RangeCommit>();
  const open = [oid];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const commit = commits.get(next);
    if (commit === undefined || found.has(next)) continue;
    found.set(next, commit);
    open.push(...commit.parents);
  }
  return [...found.values()];
};

/**
 * What a path is at a commit of the range; undefined: no commit on the way there changed it, so it is as at the merge bases.
 * A commit that differs from no parent has the state of each of them: one that leads out of the range says nothing, it may
 * be any old commit of the target branch, and another one may tell.
 */
export const traceState = (
  commits: ReadonlyMap<string, RangeCommit>,
  oid: string,
  path: string,
): PathState | undefined => {
  const seen = new Set<string>();
  const open = [oid];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const commit = commits.get(next);
    if (commit === undefined || seen.has(next)) continue;
    seen.add(next);
    // a merge that keeps its own side differs from another parent, not from the first
    const change = commit.changes.map((changes) => changes.get(path)).find((one) => one !== undefined);
    if (change !== undefined) return change.after;
    open.push(...commit.parents.toReversed());
  }
  return undefined;
};
