import { isNameable, nulFields } from '../path-text.ts';
import type { PrivateRepository } from './private-repository.ts';

export interface NoFile {
  readonly path: string;
  readonly kind: 'folder' | 'link' | 'submodule';
}

/** Among paths of a commit that are read as files: what is there and none, or a folder on the way that is none. @throws git_failed */
export const noFile = async (
  { git, dir, supply }: PrivateRepository,
  commit: string,
  paths: readonly string[],
): Promise<NoFile | null> => {
  if (!supply.whole) await supply.trees([commit], 'base');
  const wanted = new Set(paths.filter(isNameable));
  const asked = [...new Set([...wanted].flatMap((path) => [...foldersOf(path), path]))];
  const args = ['ls-tree', '-t', '-z', '--full-tree', '--end-of-options', commit, '--', ...asked];
  const { stdout } = await git.run(args, { cwd: dir });
  for (const entry of nulFields(stdout)) {
    const [, mode = '', path = ''] = /^(\d{6}) \w+ [0-9a-f]+\t([^]+)$/.exec(entry) ?? [];
    const kind = KINDS[mode];
    const isOnTheWay = kind === 'folder' && !wanted.has(path);
    if (kind !== undefined && !isOnTheWay && asked.includes(path)) return { path, kind };
  }
  return null;
};

const KINDS: { readonly [mode: string]: NoFile['kind'] } = { '040000': 'folder', 120000: 'link', 160000: 'submodule' };

/** `a/b/c` → `a`, `a/b` */
const foldersOf = (path: string): readonly string[] => {
  const parts = path.split('/');
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'));
};
