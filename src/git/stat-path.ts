import { lstatSync, type Stats } from 'node:fs';

/** null where nothing is, also below what is no directory, behind links that go in a circle, and by a name that is too long. */
export const statPath = (path: string): Stats | null => {
  try {
    return lstatSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && NOTHING.has(error.code)) return null;
    throw error;
  }
};

const NOTHING: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);
