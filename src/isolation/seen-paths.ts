import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';

/** What an enclosed command sees of the machine, in the order in which it is put in place. */
export interface Sight {
  /** The PATH that it gets. */
  readonly path: string;
  /** `show`: a directory as it is, read-only, or a link; `hide`: an empty directory in its place. */
  readonly steps: readonly { readonly how: 'show' | 'hide'; readonly path: string }[];
}

/** Where the programs of a machine are, and what they read. Neither homes nor /run, /srv, /var or mounted disks. */
const SYSTEM = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/usr', '/etc', '/nix/store', '/gnu/store'];
/** Programs too, but also what a user of the machine put there: shown to another user alone. */
const OPTIONAL = '/opt';
/** What a program needs of the place where it is installed, beside its `bin`. */
const BESIDE = ['lib', 'lib64', 'libexec', 'include'];
const ALWAYS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/**
 * The programs of the system, and those of each directory of the PATH with their libraries.
 * @param hidden directories that must not be seen, wherever they lie, and of which no program is taken
 * @param home not seen either; programs may be installed below it
 */
export const seenPaths = (
  given: string,
  who: { readonly hidden: readonly string[]; readonly home: string | null; readonly isOther: boolean },
): Sight => {
  const hidden = who.hidden.flatMap(asItLies);
  const secret = [...hidden, ...(who.home === null ? [] : asItLies(who.home))];
  const system = [...SYSTEM, ...(who.isOther ? [OPTIONAL] : [])];
  const folders = given
    .split(':')
    .filter((folder) => isAbsolute(folder) && !folder.includes('\n'))
    .filter((folder) => !asItLies(folder).some((way) => hidden.some((root) => isBelow(way, root))))
    // one that holds something secret is no directory of programs
    .filter((folder) => !asItLies(folder).some((way) => secret.some((root) => isBelow(root, way))));
  const beside = folders.flatMap((folder) =>
    basename(folder) === 'bin' ? BESIDE.map((name) => join(dirname(folder), name)) : [],
  );
  const own = [...folders, ...beside]
    .flatMap(asItLies)
    .filter((path) => !system.some((root) => isBelow(path, root) && !secret.some((one) => isBelow(path, one))));
  // what would hide a part of the system itself cannot be hidden
  const hiding = secret.filter(
    (path) => system.some((root) => isBelow(path, root)) && !system.some((root) => isBelow(root, path)),
  );
  const steps = [
    ...system.map((path) => ({ how: 'show' as const, path })),
    ...hiding.map((path) => ({ how: 'hide' as const, path })),
    ...own.map((path) => ({ how: 'show' as const, path })),
  ];
  return {
    path: [...new Set([...folders, ...ALWAYS])].join(':'),
    steps: steps.filter(({ path }) => existsSync(path)),
  };
};

/** As it is named, and where it is when links are followed. */
const asItLies = (path: string): readonly string[] => {
  try {
    return [...new Set([path, realpathSync(path)])];
  } catch {
    return [path];
  }
};

export const isBelow = (path: string, root: string): boolean => {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith('../'));
};
