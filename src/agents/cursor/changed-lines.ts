import type { LineCounts } from '../reading/diff-lines.ts';

/** Pairs of lines that are compared at most; more is not worth the time. */
const MAX_PAIRS = 4_000_000;

/** Lines that a shortest diff of two texts adds and removes; undefined where they differ in too many. */
export const changedLines = (before: string, after: string): LineCounts | undefined => {
  const old = linesOf(before);
  const now = linesOf(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let tail = 0;
  const most = Math.min(old.length, now.length) - start;
  while (tail < most && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const a = old.slice(start, old.length - tail);
  const b = now.slice(start, now.length - tail);
  if (a.length * b.length > MAX_PAIRS) return undefined;
  const common = longestCommon(a, b);
  return { added: b.length - common, removed: a.length - common };
};

/** As git counts: the line end belongs to its line. */
const linesOf = (text: string): readonly string[] => {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

/** Length of the longest common subsequence, in two rows. */
const longestCommon = (a: readonly string[], b: readonly string[]): number => {
  let above = new Int32Array(b.length + 1);
  let row = new Int32Array(b.length + 1);
  for (const line of a) {
    for (let at = 1; at <= b.length; at++) {
      row[at] = line === b[at - 1] ? (above[at - 1] ?? 0) + 1 : Math.max(above[at] ?? 0, row[at - 1] ?? 0);
    }
    [above, row] = [row, above];
  }
  return above[b.length] ?? 0;
};
