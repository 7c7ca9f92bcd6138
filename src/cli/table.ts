/** Rows under headings, columns as wide as their longest cell; what is too long for `limit` is cut with `…`. No rows, no text. */
export const table = (headings: readonly string[], rows: readonly (readonly string[])[], limit = 60): string => {
  if (rows.length === 0) return '';
  const lines = [headings, ...rows].map((cells) => cells.map((cell) => cut(oneLine(cell), limit)));
  const widths = headings.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  return lines
    .map(
      (cells) =>
        `${cells
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
};

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

const cut = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  const graphemes = Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
  return graphemes.length <= limit ? text : `${graphemes.slice(0, limit - 1).join('')}…`;
};

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** An RFC 3339 time as people read it in a column; the text itself where it is none. */
export const shortTime = (time: string | null): string =>
  time === null ? '-' : (/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(time)?.slice(1).join(' ') ?? time);
