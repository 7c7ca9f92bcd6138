/**
 * Refs that a `for-each-ref` passed over, as it says on stderr: loose ones whose file holds no object id, and symbolic ones that
 * name nothing. They are not in its listing, and are not none.
 */
export const brokenRefs = (stderr: string): readonly string[] =>
  [...stderr.matchAll(/^warning: ignoring (?:broken ref|dangling symref) (\S+)$/gm)].map(([, ref = '']) => ref);
