import stringWidth from 'string-width';

export interface TableLimits {
  /** Of each cell, in columns of a terminal. */
  readonly cell?: number;
  /**
   * Of a line: the last column, which is prose, takes what the others leave. Where they leave too little, each row is a
   * list of its cells, and nothing is cut.
   */
  readonly line?: number;
}

/** With less there is more to lose than to see. */
const LEAST_PROSE = 8;

/** Rows under headings, columns as wide as their longest cell; what is too long is cut with `…`. No rows, no text. */
export const table = (
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { cell = 60, line = Number.POSITIVE_INFINITY }: TableLimits = {},
): string => {
  if (rows.length === 0) return '';
  const lines = [headings, ...rows].map((cells) => cells.map((text) => fit(oneLine(text), cell)));
  const widths = headings.map((_, column) => Math.max(...lines.map((cells) => stringWidth(cells[column] ?? ''))));
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + GAP.length, 0);
  const prose = line - before;
  if (prose < LEAST_PROSE) return rows.map((cells) => listOf(headings, cells)).join('\n');
  return lines
    .map((cells) => `${lineOf([...cells.slice(0, -1), fitWords(cells.at(-1) ?? '', prose)], widths)}\n`)
    .join('');
};

const GAP = '  ';

const listOf = (headings: readonly string[], cells: readonly string[]): string => {
  const width = Math.max(...headings.map((heading) => stringWidth(heading)));
  return headings.map((heading, column) => `${lineOf([heading, oneLine(cells[column] ?? '')], [width, 0])}\n`).join('');
};

const lineOf = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((text, column) => text + ' '.repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(text))))
    .join(GAP)
    .trimEnd();

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The text, or as many of its words as fit: cut within one only where that shows much more. */
const fitWords = (text: string, columns: number): string => {
  const kept = fit(text, columns);
  // what comes behind it: the end, or a blank
  if (kept === text || text[kept.length - '…'.length] === ' ') return kept;
  const words = kept.replace(/ \S*$/, '…');
  return stringWidth(words) >= columns / 2 ? words : kept;
};

/** The text, or as many of its graphemes as fit into so many columns of a terminal. */
const fit = (text: string, columns: number): string => {
  if (stringWidth(text) <= columns) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of SEGMENTER.segment(text)) {
    used += stringWidth(segment);
    if (used >= columns) break;
    kept += segment;
  }
  return `${kept}…`;
};

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });
