/**
 * Steps of the change whose strict patch is that of a claim, on another state: after a rebase or a squash that alone may tell
 * whose work it is. An equal patch may lie elsewhere than where it is claimed, as a place with the same lines around it has
 * the same key: git tells the two apart by all lines of the file. Pure: the caller lets git merge.
 */
import type { KeyedChange, PatchKeys } from '../domain/change-facts.ts';
import type { FileMerge } from '../domain/file-merge.ts';
import { type PathState, sameState, stepText } from '../domain/path-state.ts';
import type { Candidate, Claim } from './candidate.ts';
import { type Replays, withSteps } from './replays.ts';
import type { AskedClaim } from './spent-claims.ts';

export interface EqualPatch {
  readonly step: KeyedChange;
  /** Index of the candidate. */
  readonly artifact: number;
  readonly claim: Claim;
}

/** From the claim's own state the same patch leads to the claimed one; where it did not, a hunk went to a twin of its context. */
export const equalPatches = (keys: PatchKeys, candidates: readonly Candidate[]): readonly EqualPatch[] => {
  const claims = Map.groupBy(
    candidates.flatMap((one, artifact) => one.claims.map((claim) => ({ artifact, claim }))),
    ({ claim: { key, path } }) => `${key} ${path}`,
  );
  return [...keys].flatMap(([path, steps]) =>
    distinctSteps(steps).flatMap((step) =>
      (claims.get(`${step.key} ${path}`) ?? []).flatMap((one) =>
        sameState(one.claim.before, step.before) ? [] : [{ step, ...one }],
      ),
    ),
  );
};

/** That of a branch of one commit is the commit's. */
const distinctSteps = (steps: readonly KeyedChange[]): readonly KeyedChange[] => [
  ...new Map(steps.map((step) => [stepText(step), step])).values(),
];

/** What the step did, done to where the claim began: it comes to what is claimed. null: no file was edited. */
export const doneAtClaim = ({ step, claim }: EqualPatch): FileMerge | null =>
  mergeOf(claim.path, { before: step.before, ours: step.after, theirs: claim.before });

/** What is claimed, done to where the step began: it comes to what the step has. null: no file was edited. */
export const doneAtChange = ({ step, claim }: EqualPatch): FileMerge | null =>
  mergeOf(claim.path, { before: claim.before, ours: step.before, theirs: claim.after });

const mergeOf = (
  path: string,
  { before, ours, theirs }: { readonly [side in 'before' | 'ours' | 'theirs']: PathState },
): FileMerge | null => (before === null || ours === null || theirs === null ? null : { path, before, ours, theirs });

export const isClaimed = ({ claim }: EqualPatch, atClaim: PathState): boolean =>
  atClaim !== null && sameState(atClaim, claim.after);

/**
 * Git merges, and comes to something else. Where it finds a conflict, or a content is nowhere, the patch is all there is.
 * @param atClaim what git made there; null: nothing, or not asked
 */
export const isElsewhere = (patch: EqualPatch, atClaim: PathState, atChange: PathState): boolean => {
  if (isClaimed(patch, atClaim)) return false;
  return atChange === null ? atClaim !== null : !sameState(atChange, patch.step.after);
};

/** Where the claimed content is nowhere, what it comes to in the change tells what the target branch had of it. */
export const asDone = ({ artifact, claim, step: { before, after } }: EqualPatch): AskedClaim => ({
  artifact,
  claim,
  as: { ...claim, before, after },
});

/** @param candidates what they claim no more leads nowhere */
export const patchSteps = (patches: readonly EqualPatch[], candidates: readonly Candidate[]): Replays => {
  const standing = new Set(candidates.flatMap(({ claims }) => claims));
  const steps = Map.groupBy(
    patches.filter(({ claim }) => standing.has(claim)),
    ({ step }) => step,
  );
  return withSteps(
    new Map(),
    [...steps].flatMap(([{ before, after }, [one, ...others]]) =>
      one === undefined
        ? []
        : [{ path: one.claim.path, before, after, artifacts: [one, ...others].map(({ artifact }) => artifact) }],
    ),
  );
};
