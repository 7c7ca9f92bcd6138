/** Empty repositories: git makes the first of each shape in a process, and the others are written as it did. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Tree, putTree, treeOf } from './tree.ts';

export interface RepoShape {
  readonly bare?: boolean;
  readonly objectFormat?: 'sha1' | 'sha256';
}

const known = new Map<string, Tree>();

/** In a directory that is there. */
export const newRepository = (
  dir: string,
  env: { readonly [name: string]: string },
  { bare = false, objectFormat = 'sha1' }: RepoShape = {},
): void => {
  const shape = [...(bare ? ['--bare'] : []), `--object-format=${objectFormat}`];
  const tree = known.get(shape.join(' '));
  if (tree !== undefined) return putTree(dir, tree);
  execFileSync('git', ['init', '--quiet', '--template=', '--initial-branch=main', ...shape, '.'], { cwd: dir, env });
  // of git's own template: without its examples of hooks
  for (const name of ['hooks', 'info']) mkdirSync(join(dir, bare ? '' : '.git', name));
  known.set(shape.join(' '), treeOf(dir));
};
