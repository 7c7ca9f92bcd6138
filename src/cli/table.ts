export interface TableLimits {
  /** Of each cell, in characters. */
  readonly cell?: number;
  /** Of a line: the last column, which is prose, takes what the others leave. */
  readonly line?: number;
}

/** However narrow the terminal is. */
const LEAST_PROSE = 16;

/** Rows under headings, columns as wide as their longest cell; what is too long is cut with `…`. No rows, no text. */
export const table = (
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { cell = 60, line = Number.POSITIVE_INFINITY }: TableLimits = {},
): string => {
  if (rows.length === 0) return '';
  const lines = [headings, ...rows].map((cells) => cells.map((text) => cut(oneLine(text), cell)));
  const widths = headings.map((_, column) => Math.max(...lines.map((cells) => columnsOf(cells[column] ?? ''))));
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + GAP.length, 0);
  const prose = Math.max(LEAST_PROSE, line - before);
  return lines.map((cells) => `${lineOf([...cells.slice(0, -1), fit(cells.at(-1) ?? '', prose)], widths)}\n`).join('');
};

const GAP = '  ';

const lineOf = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((text, column) => text + ' '.repeat(Math.max(0, (widths[column] ?? 0) - columnsOf(text))))
    .join(GAP)
    .trimEnd();

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

const cut = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  const graphemes = Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
  return graphemes.length <= limit ? text : `${graphemes.slice(0, limit - 1).join('')}…`;
};

/** The text, or as much of it as fits into so many columns of a terminal. */
const fit = (text: string, columns: number): string => {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of SEGMENTER.segment(text)) {
    used += columnsOf(segment);
    if (used >= columns) break;
    kept += segment;
  }
  return `${kept}…`;
};

/** Columns of a terminal: a Chinese, Japanese or Korean character and an emoji take two, a piled-up accent none. */
const columnsOf = (text: string): number => {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  return Array.from(SEGMENTER.segment(text), ({ segment }) => (WIDE.test(segment) ? 2 : 1)).reduce<number>(
    (sum, width) => sum + width,
    0,
  );
};

const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Ids as short as `git log` shows them: at least 13 characters, and as many more as tell them apart. The beginning of an
 * id is a REF.
 */
export const shortIds = (ids: readonly string[]): ((id: string) => string) => {
  const distinct = new Set(ids);
  let length = 13;
  while (new Set([...distinct].map((id) => id.slice(0, length))).size < distinct.size) length++;
  return (id) => id.slice(0, length).replace(/[-_]$/, '');
};

/** An RFC 3339 time as people read it in a column; the text itself where it is none. */
export const shortTime = (time: string | null): string =>
  time === null ? '-' : (/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(time)?.slice(1).join(' ') ?? time);
