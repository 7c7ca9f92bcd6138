import { SUBMODULE } from '../../domain/path-state.ts';
import { isNameable, nulFields, pathText } from '../path-text.ts';
import { readObjects } from '../read-objects.ts';
import type { PrivateRepository } from './private-repository.ts';

/** What is no file of the tree itself at its path. */
export interface LeadingAway {
  readonly path: string;
  /** The text of a link; null: a submodule, of which the tree holds an id alone. */
  readonly to: string | null;
}

const LINK = '120000';
/** A link is a path. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Paths in one argument list. */
const AT_ONCE = 200;

/** git ends with an error over what is outside of its tree, also in the way of other systems. */
const isOutside = (path: string): boolean => /^(?:[A-Za-z]:)?[\\/]|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(path);

/** As globs see it: of a name that is no UTF-8 its escaped bytes, without the mark before them. */
const unmarked = (text: string): string => text.replace(/^\.\/\//, '');

const isAway = (entry: string): boolean => /^(?:\.\/\/)?1[26]0000 /.test(entry);

/** Links and submodules of a commit among paths, and below folders. @throws git_failed */
export const leadingAway = async (
  { git, dir, supply }: PrivateRepository,
  commit: string,
  { paths, folders }: { readonly paths: readonly string[]; readonly folders: readonly string[] },
): Promise<readonly LeadingAway[]> => {
  if (!supply.whole) await supply.trees([commit], 'base');
  const entries = async (flags: readonly string[], asked: readonly string[]): Promise<readonly string[]> => {
    const names = asked.filter((path) => isNameable(path) && !isOutside(path));
    const lists: string[][] = [];
    for (let at = 0; at < names.length; at += AT_ONCE) {
      const args = ['ls-tree', ...flags, '-z', '--full-tree', '--end-of-options', commit, '--'];
      const { stdout } = await git.run([...args, ...names.slice(at, at + AT_ONCE)], { cwd: dir });
      lists.push(nulFields(stdout).filter(isAway).map(unmarked));
    }
    return lists.flat();
  };
  const listed = await Promise.all([entries([], paths), entries(['-r'], folders)]);
  const found = new Map(
    listed.flat().flatMap((entry) => {
      const [, mode = '', oid = '', path] = /^(120000|160000) \w+ ([0-9a-f]+)\t([^]+)$/.exec(entry) ?? [];
      return path === undefined ? [] : [[path, { mode, oid }] as const];
    }),
  );
  const links = [...found.values()].filter(({ mode }) => mode === LINK).map(({ oid }) => oid);
  if (links.length > 0) await supply.blobs(links, 'base');
  const texts = await readObjects(git, links, { cwd: dir, limit: MOST_BYTES });
  let next = 0;
  return [...found].map(([path, { mode }]) => ({
    path,
    to: mode === SUBMODULE ? null : unmarked(pathText(texts[next++]?.bytes ?? Buffer.alloc(0))),
  }));
};
