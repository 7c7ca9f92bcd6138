import type { ChangeFact, FileFact } from '../facts.ts';
import { UNREADABLE } from './shell-change.ts';

/**
 * Of changes to files that no command line names the first of each program: what the list of files may lack. Not those
 * of listed or ignored files, nor of lines that could not be read, which are counted elsewhere.
 */
export const unnamedChanges = (
  changes: readonly ChangeFact[],
  files: readonly FileFact[],
  ignored: ReadonlySet<string>,
): readonly ChangeFact[] => {
  const paths = new Set(files.map(({ path }) => path));
  const first = new Map<string, ChangeFact>();
  for (const change of changes) {
    const { path, inside, by, listed } = change;
    if (by === undefined || by === UNREADABLE || listed === true || !inside) continue;
    if (!paths.has(path) && !ignored.has(path) && !first.has(by)) first.set(by, change);
  }
  return [...first.values()];
};
