/**
 * Whether one of these paths is the one that is asked for, or ends in it. In logarithmic time: either side may be hostile
 * and long.
 */
export const endingIn = (paths: readonly string[]): ((path: string) => boolean) => {
  const known = new Set(paths);
  const turned = [...known].map(backwards).toSorted();
  return (path) => {
    if (known.has(path)) return true;
    const wanted = backwards(`/${path}`);
    return turned[firstFrom(turned, wanted)]?.startsWith(wanted) === true;
  };
};

const backwards = (path: string): string => path.split('').reverse().join('');

/** Where in a sorted list the first one stands that is not less. */
const firstFrom = (sorted: readonly string[], wanted: string): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
};
