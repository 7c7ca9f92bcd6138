import type { ChangeFacts, PathChange } from '../domain/change-facts.ts';
import type { BoundPath } from '../domain/binding.ts';
import { type PathState, sameState, stateText } from '../domain/path-state.ts';
import type { Claim } from './candidate.ts';
import { oneForAll } from './claim-steps.ts';
import { explainState } from './explain-state.ts';
import type { RangeHistory } from './range-history.ts';
import { type Step, unexplained } from './step.ts';

export interface PathFacts {
  readonly facts: ChangeFacts;
  readonly history: RangeHistory;
  readonly path: string;
  readonly change: PathChange;
  /** Claims of this path, with the index of their candidate. */
  readonly claims: readonly { readonly artifact: number; readonly claim: Claim }[];
  /** Indices of the candidates that claim it without telling its state. */
  readonly withheld: readonly number[];
  /** Indices of those that claim it no more. */
  readonly spent: readonly number[];
  readonly links: readonly Step[];
  /** Equal patches, and claims that git did again on other states. */
  readonly replays: readonly Step[];
}

/** How one path of the change is bound (design: the cheapest chain from merge base to head decides). */
export const bindPath = (path: PathFacts): BoundPath => {
  const { claims, change } = path;
  const vouched = [...oneForAll(claims), ...path.links, ...path.replays];
  const chain = explainState({
    head: path.facts.head,
    history: path.history,
    path: path.path,
    basesOf: (commit) => path.facts.base_states.get(commit)?.get(path.path) ?? change.bases,
    vouched,
  });
  const reversed = claims.filter(({ claim }) => isReversed(claim, change));
  const bound = (binding: BoundPath['binding'], rest: Partial<BoundPath> = {}): BoundPath => ({
    path: path.path,
    binding,
    bases: change.bases,
    head: change.head,
    artifacts: [...new Set(claims.map(({ artifact }) => artifact))],
    reversed: [...new Set(reversed.map(({ artifact }) => artifact))],
    opposite: false,
    commits: [],
    ...rest,
  });
  const { found } = chain;
  if (found !== undefined && unexplained(found.cost) === 0) {
    const { steps } = found;
    const artifacts = [...new Set(steps.flatMap((step) => step.artifacts))];
    if (artifacts.length === 0) return bound('merged', { artifacts });
    return bound(steps.some(({ kind }) => kind === 'patch' || kind === 'relinked') ? 'patch' : 'content', {
      artifacts,
    });
  }
  if (reversed.length > 0) return bound('reversed');
  const overwriting = claims.filter(
    ({ claim }) => sameState(claim.after, change.head) && !chain.reached.has(stateText(claim.before)),
  );
  if (overwriting.length > 0)
    return bound('overwritten', { artifacts: [...new Set(overwriting.map(({ artifact }) => artifact))] });
  const commits = [...new Set(found?.steps.flatMap((step) => (step.kind === 'commit' ? (step.commit ?? []) : [])))];
  if (claims.length > 0) return bound('drifted', { commits, opposite: isOpposite(path) });
  if (path.spent.length > 0) return bound('replayed', { commits, artifacts: path.spent });
  return path.withheld.length > 0
    ? bound('withheld', { commits, artifacts: path.withheld })
    : bound('unclaimed', { commits });
};

const isOpposite = ({ claims, change, history, path }: PathFacts): boolean =>
  claims.every(({ claim }) => (claim.after === null) !== (change.head === null)) &&
  !history.changesOf(path).some(({ after }) => claims.some(({ claim }) => sameState(after, claim.after)));

const isReversed = (claim: Claim, { bases, head }: PathChange): boolean =>
  sameState(claim.before, head) && bases.some((base: PathState) => sameState(base, claim.after));
