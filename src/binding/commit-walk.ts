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

/** What a path is at a commit of the range; undefined: as in the commits before the range. */
export const traceState = (
  commits: ReadonlyMap<string, RangeCommit>,
  oid: string,
  path: string,
): PathState | undefined => {
  for (let commit = commits.get(oid); commit !== undefined; commit = commits.get(commit.parents[0] ?? '')) {
    // a merge that keeps its own side differs from another parent, not from the first
    const change = commit.changes.map((changes) => changes.get(path)).find((one) => one !== undefined);
    if (change !== undefined) return change.after;
  }
  return undefined;
};
