/**
 * Claims whose very patch a step of the change is, on another state: after a rebase or a squash that alone tells whose work it
 * is. Pure.
 */
import type { KeyedChange, PatchKeys } from '../domain/change-facts.ts';
import { sameState } from '../domain/path-state.ts';
import type { Candidate, Claim } from './candidate.ts';
import type { AskedClaim } from './spent-claims.ts';

/**
 * From the claim's own state the same patch leads to the claimed one; where it did not, a hunk went to a twin of its context.
 */
export const isPatchOf = ({ key, before }: Claim, keyed: KeyedChange): boolean =>
  key === keyed.key && !sameState(before, keyed.before);

/** What they come to in the change: where the claimed content is nowhere, that tells what the target branch had of it. */
export const patchedClaims = (candidates: readonly Candidate[], keys: PatchKeys): readonly AskedClaim[] =>
  candidates.flatMap(({ claims }, artifact) =>
    claims.flatMap((claim) =>
      (keys.get(claim.path) ?? [])
        .filter((keyed) => isPatchOf(claim, keyed))
        .map(({ before, after }) => ({ artifact, claim, as: { ...claim, before, after } })),
    ),
  );
