import { addedLines, removedLines } from './line-counts.ts';

/** What edits of one file put in the place of what, as far as none of it was taken back; null: it cannot be told. */
export type Standing = readonly Replaced[] | null;

interface Replaced {
  readonly removed: string;
  readonly added: string;
}

/** Edits that are remembered, and characters of one: whoever takes back a change mostly has made a small one. */
const MAX_EDITS = 16;
const MAX_TEXT = 2000;

/** The same after one more edit: the very way back takes away the last one. @param diff undefined: the log does not hold it */
export const afterEdit = (standing: Standing, diff: string | undefined): Standing => {
  if (standing === null || diff === undefined || diff.length > MAX_TEXT) return null;
  const removed = removedLines(diff);
  const added = addedLines(diff);
  const last = standing.at(-1);
  if (last !== undefined && last.removed === added && last.added === removed) return standing.slice(0, -1);
  return removed === added || standing.length === MAX_EDITS ? null : [...standing, { removed, added }];
};
