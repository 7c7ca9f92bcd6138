/** Cells of a line of a table. */
import type { Line } from './table-line.ts';

export const SEPARATORS = ['\t', '|', '│', ';', ',', '  '] as const;
/** Columns that are drawn: with blanks around cells, and perhaps a bar at both ends. */
export const BARS: ReadonlySet<Separator> = new Set(['|', '│', '  ']);
export type Separator = (typeof SEPARATORS)[number];

export const MAX_CELLS = 200;

export interface Cell {
  /** Without blanks and quotes. */
  readonly value: string;
  /** With quotes, without blanks. */
  readonly written: string;
  readonly at: number;
}

const QUOTED = /"(?:[^"\\]|""|\\[^n]){0,2000}"|'[^'\\]{0,2000}'/y;

/** Those behind MAX_CELLS are left out. */
export const cellsOf = ({ start, text: whole }: Line, separator: Separator): readonly Cell[] => {
  const cells: Cell[] = [];
  const text = separator === '  ' ? whole.trimEnd() : whole;
  for (let at = 0; at <= text.length && cells.length <= MAX_CELLS;) {
    const blanks = separator === '\t' ? 0 : (/^ {0,200}/.exec(text.slice(at, at + 200))?.[0].length ?? 0);
    QUOTED.lastIndex = at + blanks;
    const quoted = QUOTED.exec(text)?.[0] ?? '';
    const found = text.indexOf(separator, at + blanks + quoted.length);
    const end = found < 0 ? text.length : found;
    const written = text.slice(at + blanks, end).trimEnd();
    const isQuoted = quoted !== '' && written === quoted;
    cells.push({
      written,
      value: isQuoted ? written.slice(1, -1) : written,
      at: start + at + blanks + (isQuoted ? 1 : 0),
    });
    at = end + 1;
  }
  return cells;
};
