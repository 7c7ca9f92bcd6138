/** Of two archives that hold other versions of one artifact, both keep all of them; the newer one is what is shown. */

export interface Ranked {
  readonly commit: string;
  /** Versions on the longest way back to its first one: what was built upon another always has more. */
  readonly depth: number;
  /** Seconds since 1970 of its commit. */
  readonly time: number;
}

/**
 * The newer of two versions of one artifact. A total order, so that clones that merge in any sequence agree: more
 * versions before time, because clocks differ, and the id last.
 */
export const newer = <Version extends Ranked>(a: Version, b: Version): Version => {
  const order = a.depth - b.depth || a.time - b.time || (a.commit < b.commit ? -1 : 1);
  return order > 0 ? a : b;
};

/**
 * The depth of each commit from its parents (a history holds no circle; parents that are not listed count as none).
 * @param parents of each commit, a commit before its parents, as git/parents-below.ts lists them
 */
export const depths = (parents: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  for (const [commit, before] of [...parents].reverse())
    found.set(commit, 1 + Math.max(0, ...before.map((parent) => found.get(parent) ?? 0)));
  return found;
};
