/** Tries that take milliseconds at most. */
const FEW = 1e7;

/**
 * Of a glob: whether an expression made of it is done soon with a path, in whichever ways it tries. It tries each wildcard
 * at each place, each alternative of a group with those of all others, and what is repeated without end.
 */
export const isSoonDone = (glob: string): ((path: string) => boolean) => {
  const bare = glob.replace(/\\./gs, '_');
  if (REPEATED.test(bare)) return () => false;
  const wild = [...bare.matchAll(/\*+/g)].length;
  const longest = (FEW / waysOf(bare)) ** (1 / Math.max(1, wild));
  return (path) => path.length <= longest;
};

const REPEATED = /[+*]\(|\)[+*{]/;
const INNERMOST = /[({]([^(){}]*)[)}]/g;

const waysOf = (bare: string): number => {
  let ways = 1;
  const inside = bare.replace(INNERMOST, (_, words: string) => {
    ways *= words.split(/[,|]/).length + 1;
    return '_';
  });
  return inside === bare ? 1 : ways * waysOf(inside);
};

/** How deep groups of a glob are within each other. */
export const depthOf = (glob: string): number => {
  const inside = glob.replace(/\\./gs, '_').replace(INNERMOST, '_');
  return inside === glob.replace(/\\./gs, '_') ? 0 : 1 + depthOf(inside);
};
