import { accessSync, constants, lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';

/** Larger files are named, not hashed. */
const MAX_BYTES = 64 * 1024 * 1024;

/** What a claimed path is now: `there` can be hashed, `gone` is deleted, anything else is unknown with the reason. */
export type Inspected =
  | { readonly is: 'there' }
  | { readonly is: 'gone' }
  | { readonly is: 'unknown'; readonly reason: string };

/** A path of a log is hostile: it is looked at only below the root, through no link, and never in a `.git`. */
export const inspectPath = (root: string, path: string): Inspected => {
  const parts = path.split('/');
  const wrong = parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\0'));
  if (wrong || /^[A-Za-z]:/.test(path)) return unknown('no path inside the repository');
  if (parts.some((part) => /^(?:\.git|git~1)[. ]*$/i.test(part))) return unknown('inside .git');
  let dir = root;
  for (const part of parts.slice(0, -1)) {
    dir = join(dir, part);
    const stat = statOf(dir);
    if (stat === undefined) return { is: 'gone' };
    if (stat.isSymbolicLink()) return unknown('beyond a symbolic link');
    if (!stat.isDirectory()) return { is: 'gone' };
    if (statOf(join(dir, '.git')) !== undefined) return unknown('inside another repository');
  }
  return inspectLeaf(join(root, ...parts));
};

const inspectLeaf = (path: string): Inspected => {
  const stat = statOf(path);
  if (stat === undefined) return { is: 'gone' };
  if (stat.isSymbolicLink()) return { is: 'there' };
  if (stat.isDirectory()) return statOf(join(path, '.git')) === undefined ? unknown('a directory') : { is: 'there' };
  if (!stat.isFile()) return unknown('no regular file');
  if (stat.size > MAX_BYTES) return unknown(`larger than ${MAX_BYTES} bytes`);
  return isReadable(path) ? { is: 'there' } : unknown('not readable');
};

const unknown = (reason: string): Inspected => ({ is: 'unknown', reason });

const statOf = (path: string): Stats | undefined => {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
};

const isReadable = (path: string): boolean => {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
};
