import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';

/** Where the programs of a machine are, and what they read. Neither homes nor /run, /srv, /var or mounted disks. */
const SYSTEM = [
  '/bin',
  '/sbin',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/usr',
  '/etc',
  '/opt',
  '/nix/store',
  '/gnu/store',
];
/** What a program needs of the place where it is installed, beside its `bin`. */
const BESIDE = ['lib', 'lib64', 'libexec', 'include'];

/**
 * Of a PATH what a check may see: the programs of the system, and those of each directory of the PATH with their libraries,
 * but nothing below `hidden` (the repository, which its own programs are not to come from).
 */
export const seenPaths = (
  path: string,
  hidden: readonly string[],
): { readonly path: string; readonly seen: readonly string[] } => {
  const folders = path
    .split(':')
    .filter((folder) => isAbsolute(folder) && !folder.includes('\n') && !hidden.some((root) => isBelow(folder, root)));
  const others = folders.filter((folder) => !SYSTEM.some((root) => isBelow(folder, root)));
  const beside = others.flatMap((folder) =>
    basename(folder) === 'bin' ? BESIDE.map((name) => join(dirname(folder), name)) : [],
  );
  return {
    path: [...new Set([...folders, ...ALWAYS])].join(':'),
    seen: [...SYSTEM, ...others, ...beside].filter((seen) => existsSync(seen)),
  };
};

const ALWAYS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

const isBelow = (path: string, root: string): boolean => {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith('../'));
};
