import { lstatSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { OpenSessionError } from '../domain/errors.ts';

interface Places {
  readonly workspace: string;
  readonly temp: string;
}

/** @returns the absolute path of what was written @throws refused */
export const writePlaced = (named: string, text: string, places: Places): string => {
  try {
    const path = placeOf(named, places);
    writeFileSync(path, text);
    return path;
  } catch (error) {
    if (!(error instanceof Error && 'errno' in error)) throw error;
    const message = `expected a file that can be written at ${JSON.stringify(named.slice(0, 200))}: ${error.message}`;
    throw new OpenSessionError('refused', message, { cause: error });
  }
};

/**
 * Where a file that an input names may be written: inside of the workspace or of the job's temporary directory, also when
 * a checkout of the pull request put a link in the way. Folders are made. @returns absolute @throws refused
 */
const placeOf = (named: string, places: Places): string => {
  const path = resolve(places.workspace, named);
  const roots = [places.workspace, places.temp].map((root) => realpathSync(root));
  const keepInside = (real: string): string => {
    if (roots.some((root) => isBelow(root, real))) return real;
    throw outside(named);
  };
  keepInside(nearest(dirname(path)));
  mkdirSync(dirname(path), { recursive: true });
  const file = join(keepInside(realpathSync(dirname(path))), basename(path));
  // one that leads nowhere yet is followed when it is written
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true) throw outside(named);
  return file;
};

/** Of a folder what is there, links resolved. */
const nearest = (folder: string): string => {
  try {
    return realpathSync(folder);
  } catch {
    return nearest(dirname(folder));
  }
};

const isBelow = (root: string, path: string): boolean => {
  const way = relative(root, path);
  return !isAbsolute(way) && way.split(/[\\/]/, 1)[0] !== '..';
};

const outside = (named: string): OpenSessionError =>
  new OpenSessionError(
    'refused',
    `expected a file inside of the workspace, found ${JSON.stringify(named.slice(0, 200))}`,
  );
