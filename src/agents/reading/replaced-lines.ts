import type { LineCounts } from './diff-lines.ts';
import { isTooLong } from './is-too-long.ts';

/** Cells of the table that are filled at most for one replacement. */
const MOST_CELLS = 4_000_000;

/**
 * Lines that replacing `before` by `after` inside a file removes and adds, as a least diff counts them: what stands around
 * the replaced text is the same before and after. Undefined when the texts are too long to compare.
 */
export const countReplacedLines = (before: string, after: string): LineCounts | undefined => {
  if (isTooLong(before, after)) return undefined;
  const old = before.split('\n');
  const fresh = after.split('\n');
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let ends = 0;
  const most = Math.min(old.length, fresh.length) - start;
  while (ends < most && old[old.length - 1 - ends] === fresh[fresh.length - 1 - ends]) ends++;
  const left = old.slice(start, old.length - ends);
  const right = fresh.slice(start, fresh.length - ends);
  if (left.length * right.length > MOST_CELLS) return undefined;
  const kept = commonLines(left, right);
  return { removed: left.length - kept, added: right.length - kept };
};

/** Length of the longest common subsequence. */
const commonLines = (left: readonly string[], right: readonly string[]): number => {
  let row = new Int32Array(right.length + 1);
  for (const line of left) {
    const next = new Int32Array(right.length + 1);
    for (let at = 0; at < right.length; at++) {
      next[at + 1] = line === right[at] ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0);
    }
    row = next;
  }
  return row[right.length] ?? 0;
};
