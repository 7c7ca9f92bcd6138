/**
 * Binds artifacts to a change by states that git confirms: no time, name or order counts, and a change that nobody
 * claims is never guessed to be somebody's. Pure: for the paths that `unexplainedPaths` names the caller looks closer, and
 * hands over in a further pass what it found.
 */
import type { BoundPath, ChangeBinding } from '../domain/binding.ts';
import type { ChangeFacts } from '../domain/change-facts.ts';
import { bindPath } from './bind-path.ts';
import { boundArtifact } from './bound-artifact.ts';
import type { Candidate } from './candidate.ts';
import { rangeHistory } from './range-history.ts';
import type { Replays } from './replays.ts';
import type { Step } from './step.ts';

/** @param closer what equal states did not say: steps of equal patches, and what git made of claims */
export const bindChange = (
  facts: ChangeFacts,
  candidates: readonly Candidate[],
  ...closer: readonly Replays[]
): ChangeBinding => {
  const history = rangeHistory(facts.commits);
  const claims = Map.groupBy(
    candidates.flatMap(({ claims: all }, artifact) => all.map((claim) => ({ artifact, claim }))),
    ({ claim }) => claim.path,
  );
  const links = Map.groupBy(candidates.flatMap(linkSteps), ({ path }) => path);
  const paths = [...facts.paths].map(([path, change]): BoundPath =>
    bindPath({
      facts,
      history,
      path,
      change,
      claims: claims.get(path) ?? [],
      withheld: candidates.flatMap(({ withheld }, index) => (withheld.has(path) ? [index] : [])),
      spent: candidates.flatMap(({ spent }, index) => (spent.has(path) ? [index] : [])),
      links: (links.get(path) ?? []).map(({ step }) => step),
      replays: closer.flatMap((steps) => steps.get(path) ?? []),
    }),
  );
  paths.sort((a, b) => (a.path < b.path ? -1 : 1));
  const bound = new Map(paths.map((path) => [path.path, path]));
  return {
    paths,
    artifacts: candidates.map((candidate, index) => boundArtifact({ facts, history, candidate, index, bound })),
  };
};

const linkSteps = ({ links }: Candidate, artifact: number): readonly { path: string; step: Step }[] =>
  links.map(({ path, before, after }) => ({ path, step: { kind: 'relinked', before, after, artifacts: [artifact] } }));
