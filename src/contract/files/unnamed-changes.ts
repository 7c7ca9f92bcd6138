import type { ChangeFact, FileFact } from '../facts.ts';
import { UNREADABLE } from './shell-change.ts';

/**
 * What the list of files may lack: of changes to files that no command line names the first of each program, and of edits
 * that may not have been made the first of each file. Not those of listed or ignored files, nor of lines that could not
 * be read, which are counted elsewhere.
 */
export const unnamedChanges = (
  changes: readonly ChangeFact[],
  files: readonly FileFact[],
  ignored: ReadonlySet<string>,
): readonly ChangeFact[] => {
  const paths = new Set(files.map(({ path }) => path));
  const first = new Map<string, ChangeFact>();
  for (const change of changes) {
    const { path, inside, by, listed, unconfirmed } = change;
    const key = unconfirmed === true ? `edit ${path}` : `by ${by ?? ''}`;
    if (unconfirmed !== true && (by === undefined || by === UNREADABLE || listed === true || !inside)) continue;
    if (!paths.has(path) && !ignored.has(path) && !first.has(key)) first.set(key, change);
  }
  return [...first.values()];
};
