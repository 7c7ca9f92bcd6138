/** What a session took away or moved as a whole, found again in the tree that it began with. */
import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf, placesAfter, type Swept } from '../domain/swept.ts';
import type { Git } from './git.ts';
import { inspectPath } from './inspect-path.ts';
import { nulRecords } from './nul-records.ts';

export interface SweptFile {
  /** In the tree of the start, and gone. Of very many the folder. */
  readonly path: string;
  /** Where it went, if it stands in one of the places where it can; the tree of the start has nothing there. */
  readonly to?: string;
}

/**
 * @param base commit of the start; null: it is not known, and so is nothing of this
 * @param sweeps in the order of their time. @throws git_failed where a partial clone left trees out
 */
export const sweptFiles = async (
  git: Git,
  { root, base }: { readonly root: string; readonly base: string | null },
  sweeps: readonly Swept[],
): Promise<readonly SweptFile[]> => {
  if (base === null || sweeps.every(({ kept }) => kept === true)) return [];
  const before = new Set(await filesBelow(git, { root, base }, foldersOf(sweeps)));
  const placesOf = placesAfter(sweeps);
  const is = (path: string): string => inspectPath(root, path).is;
  const isListed = listing(root);
  // few are gone of all that are held against each pattern
  const gone = [...before].filter((path) => !isListed(path) && is(path) === 'gone');
  const files = gone.flatMap((path): readonly SweptFile[] => {
    const places = placesOf(path);
    if (places === null) return [];
    const [to, ...others] = places.filter((place) => !before.has(place) && is(place) === 'there');
    return [to === undefined || others.length > 0 ? { path } : { path, to }];
  });
  if (files.length <= MOST_FILES) return files;
  const folders = foldersGone(sweeps, (path) => is(path) === 'gone' && files.some((file) => isBelow(file.path, path)));
  const others = files.filter(({ path }) => !folders.some((folder) => isBelow(path, folder)));
  return [...folders.map((path) => ({ path })), ...others];
};

/** Each is a claim of its own, which is hashed, looked through for secrets and kept: with more the folders that are gone stand for theirs. */
const MOST_FILES = 1000;

const isBelow = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);

/** The outermost; where one went is told by its name. */
const foldersGone = (sweeps: readonly Swept[], isGone: (path: string) => boolean): readonly string[] => {
  const named = sweeps.filter(({ names, kept }) => names === undefined && kept !== true).map(({ path }) => path);
  const gone = [...new Set(named)].filter(isGone);
  return gone.filter((path) => !gone.some((other) => isBelow(path, other)));
};

/** Whether a file or a link is among what its folder holds: each folder is read once. */
const listing = (root: string): ((path: string) => boolean) => {
  const folders = new Map<string, ReadonlyMap<string, Dirent>>();
  const read = (folder: string): ReadonlyMap<string, Dirent> => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const held = folder === '' || entryOf(folder)?.isDirectory() === true ? entriesIn(join(root, folder)) : [];
    const entries = new Map(held.map((entry) => [entry.name, entry]));
    folders.set(folder, entries);
    return entries;
  };
  const entryOf = (path: string): Dirent | undefined => {
    const cut = path.lastIndexOf('/');
    return read(path.slice(0, Math.max(0, cut))).get(path.slice(cut + 1));
  };
  return (path) => entryOf(path)?.isDirectory() === false;
};

const entriesIn = (dir: string): readonly Dirent[] => {
  try {
    return readdirSync(dir, { withFileTypes: true });
  } catch {
    return [];
  }
};

/** Below which lies what was swept, or has to be looked for; what leads out of the repository git would refuse. */
const foldersOf = (sweeps: readonly Swept[]): readonly string[] => {
  const named = sweeps.flatMap((swept) => [folderOf(swept), ...(swept.to === undefined ? [] : [swept.to])]);
  return [...new Set(named)].filter((folder) => !/^(?:\/|[A-Za-z]:)|(?:^|\/)\.\.(?:\/|$)/.test(folder));
};

/** Of so many characters, and of the root, all files are listed: a command line is bounded. */
const MOST_CHARACTERS = 16 * 1024;

const filesBelow = async (
  git: Git,
  { root, base }: { readonly root: string; readonly base: string },
  folders: readonly string[],
): Promise<readonly string[]> => {
  const isOpen = folders.some((folder) => /^\.?$|[\0\n]/.test(folder)) || folders.join(' ').length > MOST_CHARACTERS;
  const args = ['--literal-pathspecs', 'ls-tree', '-r', '-z', '--name-only', '--full-tree', '--end-of-options', base];
  const files: string[] = [];
  if (folders.length === 0) return files;
  await git.run([...args, ...(isOpen ? [] : folders)], {
    cwd: root,
    onOutput: nulRecords(1, ([path = '']) => {
      if (!path.includes(NO_UTF8)) files.push(path);
    }),
  });
  return files;
};

/** A name that is no UTF-8 is decoded with it, and found nowhere. */
const NO_UTF8 = '\uFFFD';
