import { SUBMODULE } from '../../domain/path-state.ts';
import { changesBetween } from './changes-between.ts';
import type { PrivateRepository } from './private-repository.ts';
import type { RawChanges } from './raw-changes.ts';
import type { Side } from './supply.ts';

/** Merges of merge bases are made of merge bases again: git goes on, we do not. */
const DEEPEST = 3;

export interface Merges {
  readonly pairs: readonly (readonly [ours: string, theirs: string])[];
  readonly side: Side;
  /** Of merge bases that are merged themselves. */
  readonly depth?: number;
}

/**
 * Sees to it that git can merge two commits: what both sides changed, and what either added or took away, which may be a
 * rename, is compared by content.
 */
export const supplyMerges = async (
  repository: PrivateRepository,
  { pairs, side, depth = 0 }: Merges,
): Promise<void> => {
  const { supply } = repository;
  if (supply.whole || pairs.length === 0 || depth > DEEPEST) return;
  const ids = new Set<string>();
  const deeper: (readonly [string, string])[] = [];
  const asked = await Promise.all(pairs.map(async (pair) => [pair, await basesOf(repository, pair)] as const));
  await supply.trees([...new Set(asked.flatMap(([pair, bases]) => [...pair, ...bases]))], side);
  for (const [[ours, theirs], bases] of asked) {
    for (const base of bases) {
      const [a, b] = await Promise.all([
        changesBetween(repository, base, ours),
        changesBetween(repository, base, theirs),
      ]);
      for (const id of comparedIds(a, b)) ids.add(id);
    }
    const [first, ...rest] = bases;
    if (first !== undefined) deeper.push(...rest.map((base) => [first, base] as const));
  }
  await supply.blobs([...ids], side);
  await supplyMerges(repository, { pairs: deeper, side, depth: depth + 1 });
};

const basesOf = async (
  { git, dir }: PrivateRepository,
  [a, b]: readonly [string, string],
): Promise<readonly string[]> =>
  (await git.run(['merge-base', '--all', a, b], { cwd: dir, allow: [0, 1, 128] })).stdout
    .toString('utf8')
    .split('\n')
    .filter(Boolean);

const comparedIds = (a: RawChanges, b: RawChanges): readonly string[] =>
  [a, b].flatMap((mine) =>
    [...mine].flatMap(([path, { before, after }]) => {
      const other = (mine === a ? b : a).get(path);
      if (other === undefined && before !== null && after !== null) return [];
      return [before, after].flatMap((state) => (state === null || state.mode === SUBMODULE ? [] : [state.oid]));
    }),
  );
