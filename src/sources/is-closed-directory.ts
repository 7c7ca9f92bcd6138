import { opendirSync } from 'node:fs';

/** Whether a directory is there and may not be listed. */
export const isClosedDirectory = (path: string): boolean => {
  try {
    opendirSync(path).closeSync();
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
  }
};
