/** A table that a line names the columns of, and the rows below it. */
import { BARS, type Cell, MAX_CELLS, SEPARATORS, type Separator, cellsOf } from './table-cells.ts';
import { type Line, behind, lineAt } from './table-line.ts';

export interface Table {
  readonly separator: Separator;
  /** Of the columns. */
  readonly names: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Where the text goes on. */
  readonly end: number;
}

/** Names of columns are one word, in quotes more; without them a few, where a capital says that they are no code. */
const NAME = /^(?:[A-Za-z_][\w.-]{0,59}|"[A-Za-z_][\w. -]{0,59}"|'[A-Za-z_][\w. -]{0,59}')$/;
const WORDS = /^[A-Z][a-z][\w.-]{0,29}(?: [A-Za-z][\w.-]{0,29}){1,3}$/;
/** What stands before lines where they are numbered, compared or noted; and before the first line of a file. */
const NUMBER = /^[ \t]{0,8}\d{1,7}(?:→|\t|[|:] ?)/;
const ADDED = /^\+(?!\+)/;
const BEFORE = new RegExp(`${NUMBER.source}|${ADDED.source}|^# {0,2}|^\\uFEFF`);
/** What psql, mysql and sqlite draw below the names. */
const RULE = /^[ \t]{0,8}[-+─═├╞][-+─═┼╪┤╡ \t]{2,}$/;
/** Lines of a cell in quotes. */
const MAX_INNER = 100;
/** Of Markdown's tables, which people write, another rule knows more. */
const MARKDOWN = /^[ \t]{0,8}\|[ \t|:-]{2,}$/;

/** Undefined: the line is no header. */
export const tableBelow = (text: string, header: Line): Table | undefined => {
  const [shape] = shapesOf(header);
  return shape === undefined ? undefined : { ...shape, ...rowsBelow(text, header, shape) };
};

interface Shape {
  readonly separator: Separator;
  /** Of the columns. */
  readonly names: readonly string[];
  /** What each row begins with; undefined: with its first cell. */
  readonly before: RegExp | undefined;
}

/** As what a line may be a header, likelier ones first. */
function* shapesOf(header: Line): Generator<Shape> {
  const before = BEFORE.exec(header.text)?.[0] ?? '';
  const rest = before === '' ? undefined : /\d/.test(before) ? NUMBER : before === '+' ? ADDED : undefined;
  yield* shapesWith(header, undefined);
  if (before !== '') yield* shapesWith(behind(header, before), rest);
}

function* shapesWith(line: Line, before: RegExp | undefined): Generator<Shape> {
  for (const separator of SEPARATORS) {
    const cells = cellsOf(line, separator);
    if (isHeader(cells, separator)) yield { separator, names: cells.map(({ value }) => value), before };
  }
}

const isHeader = (cells: readonly Cell[], separator: Separator): boolean => {
  const inner = BARS.has(separator) ? cells.filter(({ written }) => written !== '') : cells;
  return (
    inner.length >= 2 &&
    inner.length <= MAX_CELLS &&
    inner.every(({ written }) => NAME.test(written) || WORDS.test(written))
  );
};

const rowsBelow = (
  text: string,
  header: Line,
  shape: Shape,
): { readonly rows: readonly (readonly Cell[])[]; readonly end: number } => {
  const rows: (readonly Cell[])[] = [];
  let end = header.next ?? text.length;
  /** Number of the line within a cell in quotes; 0: it begins with a cell. */
  let inner = 0;
  for (const line of linesBelow(text, header, shape.before)) {
    if (inner === 0 && !(rows.length === 0 && isRule(line, shape))) {
      const cells = rowIn(line, shape);
      if (cells === undefined) break;
      rows.push(cells);
    }
    inner = hasOpenQuote(line.text) ? (inner === 0 && opensCell(line.text) ? 1 : 0) : inner && inner + 1;
    if (inner > MAX_INNER) break;
    end = line.next ?? line.start + line.text.length;
  }
  return { rows, end };
};

function* linesBelow(text: string, header: Line, before: RegExp | undefined): Generator<Line> {
  for (let { next } = header; next !== null;) {
    const line = lineAt(text, next, header.end);
    const begin = before === undefined ? '' : before.exec(line.text)?.[0];
    if (begin === undefined) return;
    yield behind(line, begin);
    next = line.next;
  }
}

const isRule = ({ text }: Line, { separator }: Shape): boolean => BARS.has(separator) && RULE.test(text);

/** Undefined: the line is no row of the table. One that ends in an open quote goes on below. */
const rowIn = (line: Line, { separator, names }: Shape): readonly Cell[] | undefined => {
  if (separator === '|' && MARKDOWN.test(line.text)) return undefined;
  const cells = cellsOf(line, separator);
  const isRow = cells.length === names.length || (cells.length < names.length && opensCell(line.text));
  return isRow ? cells : undefined;
};

const hasOpenQuote = (text: string): boolean => (text.match(/"/g)?.length ?? 0) % 2 === 1;

const opensCell = (text: string): boolean =>
  hasOpenQuote(text) && /^[,;\t]?$/.test(text.charAt(text.lastIndexOf('"') - 1));
