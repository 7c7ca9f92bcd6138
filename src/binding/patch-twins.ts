/**
 * An equal patch on another base may lie elsewhere than where it is claimed: a place with the same lines around it has the
 * same key. Git tells the two apart by all lines of the file. Pure: the caller lets git merge.
 */
import type { KeyedChange, PatchKeys } from '../domain/change-facts.ts';
import type { FileMerge } from '../domain/file-merge.ts';
import { type FileState, type PathState, sameState } from '../domain/path-state.ts';
import type { Candidate } from './candidate.ts';

/** A step of the change, and a claim of the same patch that begins at another state. */
export interface EqualPatch {
  readonly path: string;
  readonly change: KeyedChange;
  readonly before: FileState;
  readonly after: FileState;
  readonly begun: FileState;
  readonly claimed: FileState;
}

export const equalPatches = (keys: PatchKeys, candidates: readonly Candidate[]): readonly EqualPatch[] => {
  const claims = Map.groupBy(
    candidates.flatMap((candidate) => candidate.claims).filter(({ key }) => key !== null),
    ({ path, key }) => `${key} ${path}`,
  );
  return [...keys].flatMap(([path, changes]) =>
    changes.flatMap((change) =>
      (claims.get(`${change.key} ${path}`) ?? []).flatMap(({ before: begun, after: claimed }) => {
        const { before, after } = change;
        if (before === null || after === null || begun === null || claimed === null) return [];
        return sameState(begun, before) ? [] : [{ path, change, before, after, begun, claimed }];
      }),
    ),
  );
};

/** What the step did, done to where the claim began: it comes to what is claimed. */
export const doneAtClaim = ({ path, before, after, begun }: EqualPatch): FileMerge => ({
  path,
  before,
  ours: after,
  theirs: begun,
});

/** What is claimed, done to where the step began: it comes to what the step has. */
export const doneAtChange = ({ path, before, begun, claimed }: EqualPatch): FileMerge => ({
  path,
  before: begun,
  ours: before,
  theirs: claimed,
});

export interface MergedPatch {
  readonly patch: EqualPatch;
  readonly atClaim: PathState;
  /** null: not asked, too. */
  readonly atChange: PathState;
}

/** Git merges, and comes to something else. Where it finds a conflict, or a content is nowhere, the patch is all there is. */
const isElsewhere = ({ patch: { after, claimed }, atClaim, atChange }: MergedPatch): boolean => {
  if (atClaim !== null && sameState(atClaim, claimed)) return false;
  return atChange === null ? atClaim !== null : !sameState(atChange, after);
};

/** The same keys without those of steps that are no claim's, wherever their lines look the same. */
export const withoutTwins = (keys: PatchKeys, merged: readonly MergedPatch[]): PatchKeys => {
  const asked = Map.groupBy(merged, ({ patch }) => patch.change);
  return new Map(
    [...keys].map(([path, changes]) => [
      path,
      changes.filter((change) => asked.get(change)?.every(isElsewhere) !== true),
    ]),
  );
};
