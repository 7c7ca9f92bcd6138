/** What a diff of two lists of lines adds and removes, by trying: slow, for short lists. */
export const changedLinesOf = (
  before: readonly string[],
  after: readonly string[],
): { readonly added: number; readonly removed: number } => {
  const same = common(before, after);
  return { added: after.length - same, removed: before.length - same };
};

const common = (one: readonly string[], other: readonly string[]): number => {
  const best = new Map<string, number>();
  const from = (i: number, j: number): number => {
    if (i === one.length || j === other.length) return 0;
    const key = `${i}:${j}`;
    const known = best.get(key);
    if (known !== undefined) return known;
    const found = one[i] === other[j] ? 1 + from(i + 1, j + 1) : Math.max(from(i + 1, j), from(i, j + 1));
    best.set(key, found);
    return found;
  };
  return from(0, 0);
};

/** The text of a file of these lines. */
export const textLines = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
