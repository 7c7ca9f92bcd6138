import { closeSync, lstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { HANDOFF_FILE, RENDERED } from '../domain/handoff-file.ts';

/** More than the first line of any. */
const LOOKED_AT = 64;

/** HANDOFF.md at the root is a handoff that was written out: people and agents write by that name as well, and that is theirs. */
export const isRenderedHandoff = (root: string): boolean => {
  const path = join(root, HANDOFF_FILE);
  try {
    if (!lstatSync(path).isFile()) return false;
    const handle = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(LOOKED_AT);
      return RENDERED.test(bytes.toString('utf8', 0, readSync(handle, bytes)));
    } finally {
      closeSync(handle);
    }
  } catch {
    return false; // gone, or not to be read
  }
};
