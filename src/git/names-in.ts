import { readdirSync } from 'node:fs';

/** Of a directory; empty: there is none that can be listed. */
export const namesIn = (dir: string): readonly string[] => {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
};
