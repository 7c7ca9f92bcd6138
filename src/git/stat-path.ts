import { lstatSync, type Stats } from 'node:fs';

/** null where nothing is, also below what is no directory. */
export const statPath = (path: string): Stats | null => {
  try {
    return lstatSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw error;
  }
};
