import { type StateChange, stepText } from '../domain/path-state.ts';
import type { Candidate } from './candidate.ts';
import type { Step } from './step.ts';

/** What artifacts say of one path, by equal states: claims, and links from saved to committed. */
export const stepsOn = (path: string, candidates: readonly Candidate[]): readonly Step[] =>
  oneForAll(
    candidates.flatMap(({ claims, links }, artifact) =>
      [...claims, ...links].filter((claim) => claim.path === path).map((claim) => ({ artifact, claim })),
    ),
  );

/** One step for all that claim it: whoever is named first hides nobody else. */
export const oneForAll = (
  claims: readonly { readonly artifact: number; readonly claim: StateChange }[],
): readonly Step[] => {
  const steps = new Map<string, { readonly step: Step; readonly artifacts: number[] }>();
  for (const { artifact, claim } of claims) {
    const { before, after } = claim;
    const key = stepText(claim);
    const known = steps.get(key);
    if (known !== undefined) {
      known.artifacts.push(artifact);
      continue;
    }
    const artifacts = [artifact];
    steps.set(key, { step: { kind: 'artifact', before, after, artifacts }, artifacts });
  }
  return [...steps.values()].map(({ step }) => step);
};
