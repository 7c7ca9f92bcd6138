import { type PathState, type StateChange, stepText } from '../domain/path-state.ts';
import type { Candidate } from './candidate.ts';
import { cheapestChain, rootAt } from './cheapest-chain.ts';
import type { Step } from './step.ts';

export type StepsOf = (path: string) => readonly Step[];

/** What artifacts say of each path, by equal states: claims, and links from saved to committed. */
export const claimSteps = (candidates: readonly Candidate[]): StepsOf => {
  const claims = Map.groupBy(
    candidates.flatMap((one, artifact) => [...one.claims, ...one.links].map((claim) => ({ artifact, claim }))),
    ({ claim }) => claim.path,
  );
  return (path) => oneForAll(claims.get(path) ?? []);
};

/** One step for all that claim it: whoever is named first hides nobody else. */
export const oneForAll = (
  claims: readonly { readonly artifact: number; readonly claim: StateChange }[],
): readonly Step[] =>
  [...Map.groupBy(claims, ({ claim }) => stepText(claim)).values()].flatMap((alike) =>
    alike.slice(0, 1).map(({ claim: { before, after } }): Step => {
      return { kind: 'artifact', before, after, artifacts: alike.map(({ artifact }) => artifact) };
    }),
  );

/** Whose claims lead to a state, from any of others; nobody's: it is one of these, or none lead there. */
export const whoLeads = (
  begins: readonly PathState[],
  target: PathState,
  steps: readonly Step[],
): readonly number[] => {
  const { found } = cheapestChain({ roots: begins.map(rootAt), target, steps });
  return [...new Set(found?.steps.flatMap(({ artifacts }) => artifacts))];
};
