import type { LogReader } from '../log-reader.ts';

/**
 * What is made of a folder, made once in a listing of all sessions: that looks around each of them, and gets the same list
 * of the folder each time. Other readers list anew, and what is made of it is made anew.
 */
export const oncePerListing = <T>(
  make: (list: readonly string[], dir: string, logs: LogReader) => T,
): ((dir: string, logs: LogReader) => T) => {
  const known = new WeakMap<readonly string[], { readonly made: T }>();
  return (dir, logs) => {
    const list = logs.list(dir);
    const found = known.get(list) ?? { made: make(list, dir, logs) };
    known.set(list, found);
    return found.made;
  };
};
