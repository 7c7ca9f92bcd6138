import type { LineCounts } from '../reading/diff-lines.ts';
import { isTooLong } from '../reading/is-too-long.ts';
import { replacementCounter } from '../reading/replaced-lines.ts';

/** Lines that a shortest diff of two texts adds and removes; undefined where they differ in too many. */
export const changedLines = (before: string, after: string): LineCounts | undefined =>
  isTooLong(before, after) ? undefined : replacementCounter()(linesOf(before), linesOf(after));

/** As git counts: the line end belongs to its line. */
const linesOf = (text: string): readonly string[] => {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
};
