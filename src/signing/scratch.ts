import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeScratch } from '../scratch/make-scratch.ts';
import { removeScratch } from '../scratch/remove-scratch.ts';

/** Texts as files that nobody else can read, for programs that take them by name; deleted when the work ends. */
export const withFiles = async <T>(
  texts: readonly string[],
  work: (...paths: readonly string[]) => Promise<T>,
): Promise<T> => {
  const dir = makeScratch('');
  try {
    const paths = texts.map((text, index) => {
      const path = join(dir, String(index));
      writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
      return path;
    });
    return await work(...paths);
  } finally {
    removeScratch(dir);
  }
};
