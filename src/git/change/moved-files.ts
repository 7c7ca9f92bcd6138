import type { FileState } from '../../domain/path-state.ts';
import { nulFields } from '../path-text.ts';
import { flatTree } from './flat-tree.ts';
import { presentOnes } from './present-files.ts';
import type { PrivateRepository } from './private-repository.ts';

/** Files that are gone, and files that were made. */
export interface GoneAndMade {
  readonly gone: readonly FileState[];
  readonly made: readonly FileState[];
}

/** By their places in these lists. */
export type MovedFile = readonly [gone: number, made: number];

/** On either side. Where a target branch moved more nobody is asked: git compares each with all. */
const MOST_FILES = 128;

/**
 * Which made files are gone ones with other lines, as git takes files for renamed, by content alone. One that is taken for
 * several, or of several, is none; and none is told where a content is nowhere, which might be another of them.
 */
export const movedFiles = async (
  repository: PrivateRepository,
  { gone, made }: GoneAndMade,
): Promise<readonly MovedFile[]> => {
  const all = [...gone, ...made];
  if (gone.length === 0 || made.length === 0 || Math.max(gone.length, made.length) > MOST_FILES) return [];
  await repository.supply.blobs([...new Set(all.map(({ oid }) => oid))], 'base');
  if ((await presentOnes(repository, all, (state) => [state])).length < all.length) return [];
  // the names are alike on no side, so that they say nothing
  const old = await flatTree(repository, gone, 'gone-');
  const now = await flatTree(repository, made, 'made-');
  const forth = await sourcesOf(repository, old, now);
  const back = await sourcesOf(repository, now, old);
  return [...forth].flatMap(([to, from]): MovedFile[] =>
    isOnly(forth, from) && back.get(from) === to && isOnly(back, to) ? [[from, to]] : [],
  );
};

const isOnly = (sources: ReadonlyMap<number, number>, source: number): boolean =>
  [...sources.values()].filter((one) => one === source).length === 1;

/** Of each file of the second tree the one of the first that it was made of, as copies: there each may be taken for several. */
const sourcesOf = async (
  { git, dir }: PrivateRepository,
  ...trees: readonly [string, string]
): Promise<ReadonlyMap<number, number>> => {
  const args = [
    'diff-tree',
    '-r',
    '--raw',
    '-z',
    '-C',
    `-l${MOST_FILES}`,
    '--diff-filter=CR',
    '--end-of-options',
    ...trees,
  ];
  const fields = nulFields((await git.run(args, { cwd: dir })).stdout);
  const found = new Map<number, number>();
  for (let at = 0; at + 2 < fields.length; at += 3)
    found.set(placeOf(fields[at + 2] ?? ''), placeOf(fields[at + 1] ?? ''));
  return found;
};

const placeOf = (name: string): number => Number(name.slice(name.indexOf('-') + 1));
