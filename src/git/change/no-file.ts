import { isNameable, nulFields } from '../path-text.ts';
import type { PrivateRepository } from './private-repository.ts';

export interface NoFile {
  readonly path: string;
  readonly kind: 'folder' | 'link' | 'submodule';
}

/** Of paths of a commit that are read as files, in the order asked: what is there and none, or a folder on the way that is none. @throws git_failed */
export const noFiles = async (
  { git, dir, supply }: PrivateRepository,
  commit: string,
  paths: readonly string[],
): Promise<readonly (NoFile | null)[]> => {
  if (!supply.whole) await supply.trees([commit], 'base');
  const wayTo = (path: string): readonly string[] => [...foldersOf(path), path];
  const asked = [...new Set(paths.filter(isNameable).flatMap(wayTo))];
  const args = ['ls-tree', '-t', '-z', '--full-tree', '--end-of-options', commit, '--', ...asked];
  const { stdout } = await git.run(args, { cwd: dir });
  const kinds = new Map<string, NoFile['kind'] | undefined>();
  for (const entry of nulFields(stdout)) {
    const [, mode = '', path = ''] = /^(\d{6}) \w+ [0-9a-f]+\t([^]+)$/.exec(entry) ?? [];
    kinds.set(path, KINDS[mode]);
  }
  return paths.map((wanted) => {
    for (const path of wayTo(wanted)) {
      const kind = kinds.get(path);
      if (kind !== undefined && (kind !== 'folder' || path === wanted)) return { path, kind };
    }
    return null;
  });
};

const KINDS: { readonly [mode: string]: NoFile['kind'] } = { '040000': 'folder', 120000: 'link', 160000: 'submodule' };

/** `a/b/c` → `a`, `a/b` */
const foldersOf = (path: string): readonly string[] => {
  const parts = path.split('/');
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'));
};
