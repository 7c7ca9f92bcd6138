/** Texts that begin alike, and which of them stands at a place of another: their number hardly matters. */
export interface AlikeValues {
  /**
   * The longest that stands there and is accepted; only what stands there is asked for. Of which so many stand there that
   * are not, the longest is taken: whoever made them all begin alike wants time, and is given a mark.
   */
  longestAt(text: string, start: number, accepts: (value: string) => boolean): string | undefined;
}

const MAX_TRIES = 32;

/** @param values distinct */
export const alikeValues = (values: readonly string[]): AlikeValues => {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : 1));
  const parents = parentsOf(sorted);
  const longest = sorted.reduce((most, { length }) => Math.max(most, length), 0);
  return {
    longestAt: (text, start, accepts) => {
      const there = text.slice(start, start + longest);
      let nth = lastUpTo(sorted, there);
      const common = commonLength(sorted[nth] ?? '', there);
      let first: string | undefined;
      let tries = 0;
      for (let value = sorted[nth]; value !== undefined; nth = parents[nth] ?? -1, value = sorted[nth]) {
        if (value.length > common) continue;
        first ??= value;
        if (accepts(value)) return value;
        if (++tries === MAX_TRIES) return first;
      }
      return undefined;
    },
  };
};

/** Of each the longest other one that it begins with; -1: none. */
const parentsOf = (sorted: readonly string[]): readonly number[] => {
  const open: number[] = [];
  return sorted.map((value, nth) => {
    while (open.length > 0 && !value.startsWith(sorted[open.at(-1) ?? 0] ?? '')) open.pop();
    const parent = open.at(-1) ?? -1;
    open.push(nth);
    return parent;
  });
};

/** The last that does not come behind the text: what the text begins with is that one, or what it begins with. -1: none. */
const lastUpTo = (sorted: readonly string[], text: string): number => {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? '') <= text) from = middle + 1;
    else to = middle;
  }
  return from - 1;
};

const commonLength = (one: string, other: string): number => {
  if (other.startsWith(one)) return one.length;
  let at = 0;
  while (at < one.length && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
};
