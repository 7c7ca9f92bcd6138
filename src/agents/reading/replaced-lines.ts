import type { LineCounts } from './diff-lines.ts';
import { isTooLong } from './is-too-long.ts';

/** Cells of the table that are filled at most for one replacement, and for all that stand together. */
const MOST_CELLS = 4_000_000;
const MOST_TOGETHER = 10 * MOST_CELLS;

/**
 * Lines that putting some in the place of others inside a file removes and adds, as a least diff counts them: what stands
 * around them is the same before and after. Undefined when they are too many to compare.
 */
export type CountReplaced = (before: readonly string[], after: readonly string[]) => LineCounts | undefined;

/** Counts replacements that stand together, of which there may be any number. */
export const replacementCounter = (): CountReplaced => {
  let left = MOST_TOGETHER;
  return (before, after) => {
    const { old, fresh } = differing(before, after);
    const cells = old.length * fresh.length;
    if (cells > Math.min(left, MOST_CELLS)) return undefined;
    left -= cells;
    const kept = commonLines(old, fresh);
    return { removed: old.length - kept, added: fresh.length - kept };
  };
};

/** The same of one replacement of a text by another. */
export const countReplacedLines = (before: string, after: string): LineCounts | undefined =>
  isTooLong(before, after) ? undefined : replacementCounter()(before.split('\n'), after.split('\n'));

interface Differing {
  /** How many lines both begin with. */
  readonly start: number;
  readonly old: readonly string[];
  readonly fresh: readonly string[];
}

/** What is left of both without the lines that both begin and end with. */
export const differing = (before: readonly string[], after: readonly string[]): Differing => {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let ends = 0;
  const most = Math.min(before.length, after.length) - start;
  while (ends < most && before[before.length - 1 - ends] === after[after.length - 1 - ends]) ends++;
  return { start, old: before.slice(start, before.length - ends), fresh: after.slice(start, after.length - ends) };
};

/** Length of the longest common subsequence. */
const commonLines = (left: readonly string[], right: readonly string[]): number => {
  const numberOf = numbering();
  const other = Int32Array.from(right, numberOf);
  let above = new Int32Array(right.length + 1);
  let row = new Int32Array(right.length + 1);
  for (const line of left) {
    const own = numberOf(line);
    for (let at = 0; at < other.length; at++)
      row[at + 1] = own === other[at] ? (above[at] ?? 0) + 1 : Math.max(above[at + 1] ?? 0, row[at] ?? 0);
    [above, row] = [row, above];
  }
  return above[right.length] ?? 0;
};

/** The same number for the same line: each is compared with thousands of others. */
const numbering = (): ((line: string) => number) => {
  const numbers = new Map<string, number>();
  return (line) => {
    const known = numbers.get(line) ?? numbers.size;
    numbers.set(line, known);
    return known;
  };
};
