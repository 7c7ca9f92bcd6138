import picomatch from 'picomatch';

/** Whether a path is under any of these globs (`*` stays within a folder, `**` does not; a name that begins with a dot is no exception). */
export const globMatcher = (globs: readonly string[]): ((path: string) => boolean) => {
  if (globs.length === 0) return () => false;
  return picomatch([...globs], { dot: true, nonegate: true, strictSlashes: true });
};
