import type { LineCounts } from '../reading/diff-lines.ts';

/** Longest texts that are compared line by line, in lines. */
const MOST = 1000;

/** A replacement of lines by others. */
export interface Replacement {
  /** As a diff would count them: lines that both have in common, in order, do not count. Undefined when too long to compare. */
  readonly lines: LineCounts | undefined;
  /** A hunk without context, and without line numbers unless they are known. */
  readonly diff: string;
}

export const replacedText = (before: string, after: string): Replacement =>
  replacedLines(linesOf(before), linesOf(after));

/** `at` is the number of the first line of both, from 1. */
export const replacedLines = (before: readonly string[], after: readonly string[], at?: number): Replacement => {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const old = before.slice(start, before.length - end);
  const fresh = after.slice(start, after.length - end);
  return { lines: countsOf(old, fresh), diff: hunk(old, fresh, at === undefined ? undefined : at + start) };
};

const countsOf = (old: readonly string[], fresh: readonly string[]): LineCounts | undefined => {
  if (old.length > MOST || fresh.length > MOST) return undefined;
  const same = commonLines(old, fresh);
  return { added: fresh.length - same, removed: old.length - same };
};

const hunk = (old: readonly string[], fresh: readonly string[], at: number | undefined): string => {
  const places = at === undefined ? '' : ` -${place(at, old.length)} +${place(at, fresh.length)} @@`;
  return ['@@' + places, ...old.map((line) => `-${line}`), ...fresh.map((line) => `+${line}`), ''].join('\n');
};

/** A side without lines is named by the line above it. */
const place = (at: number, length: number): string => `${length === 0 ? at - 1 : at},${length}`;

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/));

/** Length of the longest common subsequence. */
const commonLines = (one: readonly string[], other: readonly string[]): number => {
  let above = new Uint16Array(other.length + 1);
  for (const line of one) {
    const row = new Uint16Array(other.length + 1);
    other.forEach((candidate, at) => {
      row[at + 1] = candidate === line ? (above[at] ?? 0) + 1 : Math.max(row[at] ?? 0, above[at + 1] ?? 0);
    });
    above = row;
  }
  return above[other.length] ?? 0;
};
