import { textHash } from '../../domain/text-key.ts';
import { addedLines, removedLines } from './line-counts.ts';

/** A key of what was put in the place of what, by each edit of a file that was not taken back; null: it cannot be told. */
export type Standing = readonly string[] | null;

/** Edits that are remembered, and characters of one: whoever takes back a change mostly has made a small one. */
const MAX_EDITS = 16;
const MAX_TEXT = 2000;

/** The same after one more edit: the very way back takes away the last one. @param diff undefined: the log does not hold it */
export const afterEdit = (standing: Standing, diff: string | undefined): Standing => {
  if (standing === null || diff === undefined || diff.length > MAX_TEXT) return null;
  const removed = removedLines(diff);
  const added = addedLines(diff);
  if (standing.at(-1) === keyOf(added, removed)) return standing.slice(0, -1);
  return removed === added || standing.length === MAX_EDITS ? null : [...standing, keyOf(removed, added)];
};

const keyOf = (from: string, to: string): string => textHash(`${from.length} ${from}${to}`);
