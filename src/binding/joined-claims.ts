import type { ChangeBinding } from '../domain/binding.ts';
import { stepText } from '../domain/path-state.ts';
import type { Candidate, Claim } from './candidate.ts';

/**
 * A candidate, with the claims of other versions of its artifact by which the change's paths are explained: one turn of
 * a session was committed as it was then, another as it is now, and no version says both.
 * @param of `others`: indices of these versions. `binding`: of all candidates together. `standing`: paths of which the newest
 *   version still says something; what it says nothing of was taken back
 */
export const joinedClaims = (
  own: Candidate,
  of: {
    readonly candidates: readonly Candidate[];
    readonly others: readonly number[];
    readonly binding: ChangeBinding;
    readonly standing: ReadonlySet<string>;
  },
): Candidate => {
  if (of.others.length === 0) return own;
  const explaining = new Map<number, Set<string>>();
  for (const { path, binding, artifacts } of of.binding.paths)
    if (binding === 'content' || binding === 'patch')
      for (const index of artifacts) explaining.set(index, (explaining.get(index) ?? new Set()).add(path));
  const claims = new Map(own.claims.map((claim) => [stepOf(claim), claim]));
  for (const index of of.others) {
    const paths = explaining.get(index);
    if (paths === undefined) continue;
    for (const claim of of.candidates[index]?.claims ?? [])
      if (paths.has(claim.path) && of.standing.has(claim.path) && !claims.has(stepOf(claim)))
        claims.set(stepOf(claim), claim);
  }
  return claims.size === own.claims.length ? own : { ...own, claims: [...claims.values()] };
};

const stepOf = (claim: Claim): string => `${stepText(claim)} ${claim.path}`;
