import { textHash } from '../../domain/text-key.ts';
import { addedLines, removedLines } from './line-counts.ts';

/** A key of what was put in the place of what, and where that stands, by each edit of a file that was not taken back; null: it cannot be told. */
export type Standing = readonly string[] | null;

/** Edits that are remembered, and characters of one: whoever takes back a change mostly has made a small one. */
const MAX_EDITS = 16;
const MAX_TEXT = 2000;

/** The same after one more edit: the very way back takes away the last one. @param diff undefined: the log does not hold it */
export const afterEdit = (standing: Standing, diff: string | undefined): Standing => {
  if (standing === null || diff === undefined || diff.length > MAX_TEXT) return null;
  const removed = removedLines(diff);
  const added = addedLines(diff);
  const [key, ...place] = standing.at(-1)?.split('|') ?? [];
  if (key === keyOf(added, removed) && !isElsewhere(place, placeOf(diff, '-'))) return standing.slice(0, -1);
  if (removed === added || standing.length === MAX_EDITS) return null;
  return [...standing, [keyOf(removed, added), ...placeOf(diff, '+')].join('|')];
};

const keyOf = (from: string, to: string): string => textHash(`${from.length} ${from}${to}`);

/** Where the first change of a diff stands on one of its sides: its line, and keys of the lines around it; '' for what it does not say. */
const placeOf = (diff: string, side: '-' | '+'): readonly string[] => {
  const [header = '', ...lines] = diff.slice(Math.max(diff.search(/^@@/m), 0)).split('\n');
  const first = lines.findIndex((line) => /^[-+]/.test(line));
  const after = lines.slice(first).find((line) => !/^[-+]/.test(line));
  const start = new RegExp(`^@@ (?:-[\\d,]+ )?\\${side}(\\d+)`).exec(header)?.[1];
  const line = start === undefined ? '' : `${Number(start) + first}`;
  return [line, lineKey(lines[first - 1]), lineKey(after)];
};

/** One of many: where two are taken for the same, the working tree tells. */
const lineKey = (line = ''): string => (line.startsWith(' ') ? textHash(line).slice(-4) : '');

const isElsewhere = (one: readonly string[], other: readonly string[]): boolean =>
  one.some((part, index) => part !== '' && other[index] !== '' && part !== other[index]);
