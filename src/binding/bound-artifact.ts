import type { BindingLevel, BoundArtifact, BoundPath, OutsideClaim } from '../domain/binding.ts';
import type { ChangeFacts } from '../domain/change-facts.ts';
import { isEmptyFile, type PathState, sameState } from '../domain/path-state.ts';
import type { Candidate, Claim } from './candidate.ts';
import type { RangeHistory } from './range-history.ts';

/** How well one artifact fits: the worst of its paths in the change, and why its other claims are not in it. */
export const boundArtifact = (given: {
  readonly facts: ChangeFacts;
  readonly history: RangeHistory;
  readonly candidate: Candidate;
  readonly index: number;
  readonly bound: ReadonlyMap<string, BoundPath>;
}): BoundArtifact => {
  const { facts, history, candidate, index, bound } = given;
  const inside = candidate.claims.flatMap((claim) => {
    const path = bound.get(claim.path);
    return path === undefined ? [] : [{ claim, path }];
  });
  const outside = candidate.claims
    .filter(({ path }) => !bound.has(path))
    .flatMap((claim) => outsideClaim({ facts, history }, claim) ?? []);
  const isBound = inside.some((one) => binds(one, index) || wasCommitted(one, history)) || deletesOnly(inside, index);
  return {
    index,
    level:
      candidate.tree !== null && candidate.tree === facts.head_tree && inside.length > 0 ? 'exact' : levelOf(inside),
    bound: isBound,
    related: isBound || (inside.some(isBegun) && !outside.some(({ reason }) => ELSEWHERE.has(reason))),
    outside,
  };
};

type Inside = { readonly claim: Claim; readonly path: BoundPath };

const BINDS: ReadonlySet<BoundPath['binding']> = new Set(['content', 'patch', 'overwritten']);

/** It binds nothing. */
const isEmpty = (state: PathState): boolean => state === null || isEmptyFile(state);

const binds = ({ claim, path }: Inside, index: number): boolean =>
  BINDS.has(path.binding) && path.artifacts.includes(index) && !isEmpty(claim.after);

const isDrifted = ({ claim, path }: Inside): boolean =>
  path.binding === 'drifted' && !isEmpty(claim.after) && !sameState(claim.before, claim.after);

/** A commit of the change did what is claimed, and others went on from there: whatever came of it, the work is in the change. */
const wasCommitted = (one: Inside, history: RangeHistory): boolean =>
  isDrifted(one) && history.hasStep(one.path.path, one.claim);

/**
 * It was altered before it was committed, by a formatter or a person. What a handoff claims begins where it was at work: one
 * of a merged change begins at what the target branch no longer has.
 */
const isBegun = (one: Inside): boolean =>
  isDrifted(one) && one.path.bases.some((base) => sameState(base, one.claim.before));

/** Of work that is not in the change. */
const ELSEWHERE: ReadonlySet<OutsideClaim['reason']> = new Set(['left-out', 'other-branch']);

/** Nothing but deletions in the change, of files that are there in the merge base. */
const deletesOnly = (inside: readonly Inside[], index: number): boolean =>
  inside.length > 0 &&
  inside.every(
    ({ claim, path }) =>
      claim.after === null &&
      BINDS.has(path.binding) &&
      path.artifacts.includes(index) &&
      path.bases.some((base) => base !== null),
  );

const levelOf = (inside: readonly Inside[]): BindingLevel => {
  const kinds = new Set(inside.map(({ path }) => path.binding));
  const isBound = kinds.has('content') || kinds.has('patch') || kinds.has('merged');
  if (kinds.has('drifted') || kinds.has('overwritten') || kinds.has('unclaimed') || kinds.has('reversed'))
    return isBound ? 'partial' : kinds.has('drifted') || kinds.has('overwritten') ? 'drifted' : 'none';
  if (kinds.has('patch')) return 'patch';
  return isBound ? 'content' : 'none';
};

/** Why a claim is not in the change, as git tells it; undefined for a claim without an effect there either way. */
const outsideClaim = (
  { facts, history }: { readonly facts: ChangeFacts; readonly history: RangeHistory },
  claim: Claim,
): OutsideClaim | undefined => {
  const { path } = claim;
  if (sameState(claim.before, claim.after)) return { path, reason: 'no-effect' };
  if (history.touches(path)) return { path, reason: 'reverted-later' };
  const base = facts.unchanged.get(path);
  if (base === undefined) return { path, reason: 'other-branch' };
  if (sameState(base, claim.after)) return { path, reason: 'already-in-base' };
  return { path, reason: sameState(base, claim.before) ? 'left-out' : 'other-branch' };
};
