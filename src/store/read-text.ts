import { readFileSync } from 'node:fs';

/** undefined: there is no such file, or it cannot be read. */
export const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};
