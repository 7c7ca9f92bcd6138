import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNameable, nulFields } from '../path-text.ts';
import { supplyMerges } from './merge-inputs.ts';
import { NOBODY, type PrivateRepository } from './private-repository.ts';

export interface MergedTree {
  readonly tree: string;
  readonly isClean: boolean;
  /** Paths that git could not merge: with marks of that, or as either side has them. */
  readonly conflicts: ReadonlySet<string>;
}

/**
 * What git makes of two commits (merge-tree of git 2.38); null: it cannot merge them.
 * @param union paths of which the lines of both sides are kept, as the target branch says (`unionPaths`)
 */
export const mergeCommits = async (
  { git, dir }: PrivateRepository,
  [ours, theirs]: readonly [ours: string, theirs: string],
  union: ReadonlySet<string>,
): Promise<MergedTree | null> => {
  const attributes = union.size === 0 ? '' : join(dir, 'union-attributes');
  if (union.size > 0) writeFileSync(attributes, [...union].filter(isNameable).map(unionLine).join(''));
  const config = ['-c', `core.attributesFile=${attributes}`];
  const args = [...config, 'merge-tree', '--write-tree', '--no-messages', '--name-only', '-z', ours, theirs];
  // 1: a conflict; above: no common history, a blob that is not here
  const { code, stdout } = await git.run(args, { cwd: dir, allow: [0, 1, 128], env: { GIT_ATTR_NOSYSTEM: '1' } });
  if (code > 1) return null;
  const [tree = '', ...conflicts] = nulFields(stdout);
  return { tree, isClean: code === 0, conflicts: new Set(conflicts) };
};

/** A pattern for this path alone (gitattributes: as in C between quotes, and then as a glob). */
const unionLine = (path: string): string => {
  const glob = path.replace(/[\\*?[\]]/g, '\\$&');
  const quoted = glob.replace(/["\\]/g, '\\$&').replace(/\p{Cc}/gu, octal);
  return `"/${quoted}" merge=union\n`;
};

/** Of one byte: those above 0x7f are two. */
const octal = (character: string): string => {
  const code = character.charCodeAt(0);
  return code > 0x7f ? character : `\\${code.toString(8).padStart(3, '0')}`;
};

/** A history with more merge bases is made for that. */
const MOST_BASES = 8;

/** Merge bases merged one after the other, as git does before it merges what they are bases of; null: it cannot. */
export const mergedBases = async (
  repository: PrivateRepository,
  bases: readonly string[],
  union: ReadonlySet<string>,
): Promise<MergedTree | null> => {
  const [first, ...rest] = bases;
  if (first === undefined || bases.length > MOST_BASES) return null;
  await supplyMerges(repository, { pairs: rest.map((base) => [first, base] as const), side: 'base' });
  const conflicts = new Set<string>();
  let commit = first;
  let tree = '';
  for (const base of rest) {
    const merged = await mergeCommits(repository, [commit, base], union);
    // a conflict that is about no file may be about any
    if (merged === null || (!merged.isClean && merged.conflicts.size === 0)) return null;
    tree = merged.tree;
    for (const path of merged.conflicts) conflicts.add(path);
    const args = ['commit-tree', '-p', commit, '-p', base, '-m', 'bases', tree];
    commit = (await repository.git.run(args, { cwd: repository.dir, env: NOBODY })).stdout.toString('utf8').trim();
  }
  return { tree, isClean: conflicts.size === 0, conflicts };
};
