import { nulFields } from '../path-text.ts';
import { supplyMerges } from './merge-inputs.ts';
import { NOBODY, type PrivateRepository } from './private-repository.ts';

export interface MergedTree {
  readonly tree: string;
  readonly isClean: boolean;
  /** Paths that git could not merge: with marks of that, or as either side has them. */
  readonly conflicts: ReadonlySet<string>;
}

/** What git makes of two commits (merge-tree of git 2.38); null: it cannot merge them. */
export const mergeCommits = async (
  { git, dir }: PrivateRepository,
  ours: string,
  theirs: string,
): Promise<MergedTree | null> => {
  const args = ['merge-tree', '--write-tree', '--no-messages', '--name-only', '-z', ours, theirs];
  // 1: a conflict; above: no common history, a blob that is not here
  const { code, stdout } = await git.run(args, { cwd: dir, allow: [0, 1, 128] });
  if (code > 1) return null;
  const [tree = '', ...conflicts] = nulFields(stdout);
  return { tree, isClean: code === 0, conflicts: new Set(conflicts) };
};

/** A history with more merge bases is made for that. */
const MOST_BASES = 8;

/** Merge bases merged one after the other, as git does before it merges what they are bases of; null: it cannot. */
export const mergeBases = async (
  repository: PrivateRepository,
  bases: readonly string[],
): Promise<MergedTree | null> => {
  const [first, ...rest] = bases;
  if (first === undefined || bases.length > MOST_BASES) return null;
  await supplyMerges(repository, { pairs: rest.map((base) => [first, base] as const), side: 'base' });
  const conflicts = new Set<string>();
  let commit = first;
  let tree = '';
  for (const base of rest) {
    const merged = await mergeCommits(repository, commit, base);
    // a conflict that is about no file may be about any
    if (merged === null || (!merged.isClean && merged.conflicts.size === 0)) return null;
    tree = merged.tree;
    for (const path of merged.conflicts) conflicts.add(path);
    const args = ['commit-tree', '-p', commit, '-p', base, '-m', 'bases', tree];
    commit = (await repository.git.run(args, { cwd: repository.dir, env: NOBODY })).stdout.toString('utf8').trim();
  }
  return { tree, isClean: conflicts.size === 0, conflicts };
};
