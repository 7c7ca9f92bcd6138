import type { LineCounts } from '../reading/diff-lines.ts';
import { isTooLong } from '../reading/is-too-long.ts';
import { type CountReplaced, differing, replacementCounter } from '../reading/replaced-lines.ts';

/** A replacement of lines by others. */
export interface Replacement {
  /** As a diff would count them: lines that both have in common, in order, do not count. Undefined when too long to compare. */
  readonly lines: LineCounts | undefined;
  /** A hunk without context, and without line numbers unless they are known. */
  readonly diff: string;
}

/** Of texts that are too long to be taken apart nothing is known. */
export const UNKNOWN: Replacement = { lines: undefined, diff: '' };

export const replacedText = (before: string, after: string): Replacement =>
  isTooLong(before, after) ? UNKNOWN : replacedLines(linesOf(before), linesOf(after));

interface Placed {
  /** The number of the first line of both, from 1. */
  readonly at?: number;
  /** Of replacements that stand together, what counts them all. */
  readonly count?: CountReplaced;
}

export const replacedLines = (
  before: readonly string[],
  after: readonly string[],
  { at, count = replacementCounter() }: Placed = {},
): Replacement => {
  const { start, old, fresh } = differing(before, after);
  return { lines: count(old, fresh), diff: hunk(old, fresh, at === undefined ? undefined : at + start) };
};

const hunk = (old: readonly string[], fresh: readonly string[], at: number | undefined): string => {
  const places = at === undefined ? '' : ` -${place(at, old.length)} +${place(at, fresh.length)} @@`;
  return ['@@' + places, ...old.map((line) => `-${line}`), ...fresh.map((line) => `+${line}`), ''].join('\n');
};

/** A side without lines is named by the line above it. */
const place = (at: number, length: number): string => `${length === 0 ? at - 1 : at},${length}`;

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/));
