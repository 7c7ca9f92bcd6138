/** Where the paths of a change begin: what they are at the merge bases of its commits with the target branch. */
import type { ChangeFacts, PathChange, RangeCommit } from '../../domain/change-facts.ts';
import { distinctStates, type PathState, sameState } from '../../domain/path-state.ts';
import { unionPaths } from './base-attributes.ts';
import { changesBetween } from './changes-between.ts';
import { mergedBases } from './merge-commits.ts';
import type { PrivateRepository } from './private-repository.ts';

interface Begun {
  readonly head: string;
  /** Tip of the target branch. */
  readonly base: string;
  readonly merge_bases: readonly string[];
  readonly paths: ReadonlyMap<string, PathChange>;
}

/** By path its different states at merge bases. */
type StatesOf = (bases: readonly string[]) => Promise<ReadonlyMap<string, readonly PathState[]>>;

/**
 * Of several merge bases git makes one by merging them, and what a merge of the head changes is told against that. A base that
 * is older in one file, as a side branch is that lacks a fix, is no place to begin from. Only where they cannot be merged
 * each counts.
 */
const statesAtBases = (repository: PrivateRepository, { head, base, paths }: Begun): StatesOf => {
  const known = new Map<string, Promise<ReadonlyMap<string, PathState>>>();
  const statesIn = (tree: string): Promise<ReadonlyMap<string, PathState>> => {
    const states = known.get(tree) ?? against(repository, tree, { head, paths });
    known.set(tree, states);
    return states;
  };
  const union = (): Promise<ReadonlySet<string>> => unionPaths(repository, base, [...paths.keys()]);
  return async (bases) => {
    const merged = bases.length < 2 ? null : await mergedBases(repository, bases, await union());
    const each = await Promise.all(bases.map(statesIn));
    const one = merged === null ? null : await statesIn(merged.tree);
    return new Map(
      [...paths.keys()].map((path) => {
        const isOne = one !== null && merged?.conflicts.has(path) === false;
        return [path, distinctStates((isOne ? [one] : each).map((states) => states.get(path) ?? null))];
      }),
    );
  };
};

/** Compared with the head, so that paths which are alike need not be asked. */
const against = async (
  repository: PrivateRepository,
  tree: string,
  { head, paths }: Pick<Begun, 'head' | 'paths'>,
): Promise<ReadonlyMap<string, PathState>> => {
  await repository.supply.trees([tree], 'base');
  const changes = await changesBetween(repository, tree, head);
  return new Map([...paths].map(([path, change]) => [path, (changes.get(path) ?? { before: change.head }).before]));
};

/** The paths of a change with several merge bases, each from where merging the head begins; what that leaves as it is is no change. */
export const withMergedBases = async (
  repository: PrivateRepository,
  begun: Begun,
): Promise<ReadonlyMap<string, PathChange>> => {
  if (begun.merge_bases.length < 2) return begun.paths;
  const states = await statesAtBases(repository, begun)(begun.merge_bases);
  return new Map(
    [...begun.paths].flatMap(([path, change]): [string, PathChange][] => {
      const [one = null, ...more] = states.get(path) ?? change.bases;
      // bases in which it is as in head were left out
      if (more.length > 0) return [[path, change]];
      return sameState(one, change.head) ? [] : [[path, { ...change, bases: [one] }]];
    }),
  );
};

/**
 * What paths of the change are at the merge bases of clean merges and of their parents, where these differ from head's.
 * @param basesOf all merge bases of a commit with the target branch
 */
export const baseStates = async (
  repository: PrivateRepository,
  begun: Begun & { readonly commits: readonly RangeCommit[] },
  basesOf: (commit: string) => Promise<readonly string[]>,
): Promise<ChangeFacts['base_states']> => {
  const inRange = new Set(begun.commits.map(({ oid }) => oid));
  const merges = begun.commits.filter(({ is_clean_merge }) => is_clean_merge);
  const asked = new Set(
    merges.flatMap(({ oid, parents }) => [oid, ...parents.filter((parent) => inRange.has(parent))]),
  );
  const found = new Map<string, ReadonlyMap<string, readonly PathState[]>>();
  const statesOf = statesAtBases(repository, begun);
  for (const commit of asked) {
    const bases = await basesOf(commit);
    if (bases.join() !== begun.merge_bases.join()) found.set(commit, await statesOf(bases));
  }
  return found;
};
