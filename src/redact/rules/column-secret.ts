import { isPasswordLike, isTokenLike } from './assigned-value.ts';
import { canBeSecret, secretAt } from './option-value.ts';
import { isPasswordName } from './plain-password.ts';
import type { Match, RedactionRule } from '../rule.ts';
import { namesSecret } from './secret-name.ts';
import { type Line, MAX_LINE, behind, lineAround, lineAt } from './table-line.ts';

/**
 * Secrets in the column that a first line names for them: CSV, with tabs or semicolons too, and what psql, mysql and
 * sqlite print of a table.
 */
export const columnSecret: RedactionRule = { id: 'column-secret', secret: true, contextual: true, find };

/** The end of a cell with such a name. */
const CELL =
  /(?:pass(?:word|wd|phrase)?|pwd|secret|token|(?:api|access)[ _-]?key|credential)s?["']?[ \t]{0,80}(?=[,;|\t]|\r?\n|\\r|\\n)/gi;
const SEPARATORS = ['\t', '|', ';', ','] as const;
type Separator = (typeof SEPARATORS)[number];

const MAX_CELLS = 200;
/** Names of columns are one word, in quotes more; without them a few, where a capital says that they are no code. */
const NAME = /^(?:[A-Za-z_][\w.-]{0,59}|"[A-Za-z_][\w. -]{0,59}"|'[A-Za-z_][\w. -]{0,59}')$/;
const WORDS = /^[A-Z][a-z][\w.-]{0,29}(?: [A-Za-z][\w.-]{0,29}){1,3}$/;
/** What stands before lines where they are numbered, compared or noted; and before the first line of a file. */
const NUMBER = /^[ \t]{0,8}\d{1,7}(?:→|\t|[|:] ?)/;
const ADDED = /^\+(?!\+)/;
const BEFORE = new RegExp(`${NUMBER.source}|${ADDED.source}|^# {0,2}|^\\uFEFF`);
/** What psql and mysql draw below the names. */
const RULE = /^[ \t]{0,8}[-+][-+ \t]{2,}$/;
/** Of Markdown's tables, which people write, another rule knows more. */
const MARKDOWN = /^[ \t]{0,8}\|[ \t|:-]{2,}$/;

function* find(text: string): Generator<Match> {
  let done = 0;
  for (const { index } of text.matchAll(CELL)) {
    if (index < done) continue;
    const header = lineAround(text, index);
    // no line that goes on so long is a header
    done = header === undefined ? index + MAX_LINE : (header.next ?? index);
    const table = header === undefined ? undefined : tableBelow(text, header);
    if (table === undefined) continue;
    yield* table.matches;
    done = table.end;
  }
}

interface Cell {
  /** Without blanks and quotes. */
  readonly value: string;
  /** With quotes, without blanks. */
  readonly written: string;
  readonly at: number;
}

const tableBelow = (
  text: string,
  header: Line,
): { readonly matches: readonly Match[]; readonly end: number } | undefined => {
  const [shape] = shapesOf(header);
  if (shape === undefined) return undefined;
  const { names } = shape;
  const { rows, end } = rowsBelow(text, header, shape);
  const isData =
    !names.some((name) => name.includes(' ')) &&
    rows.some((cells) => cells.some(({ written }) => !/^[A-Za-z_]*$/.test(written)));
  const matches = rows.flatMap((cells) =>
    cells.flatMap(({ value, at }, nth) => (isSecret(value, names[nth] ?? '', isData) ? [secretAt(at, value)] : [])),
  );
  return { matches, end };
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
  for (const [line, begin] of [[header, undefined] as const, [behind(header, before), rest] as const])
    for (const separator of SEPARATORS) {
      const cells = cellsOf(line, separator);
      if (isHeader(cells, separator)) yield { separator, names: cells.map(({ value }) => value), before: begin };
    }
}

const isHeader = (cells: readonly Cell[], separator: Separator): boolean => {
  const inner = separator === '|' ? cells.filter(({ written }) => written !== '') : cells;
  return (
    inner.length >= 2 &&
    inner.length <= MAX_CELLS &&
    inner.every(({ written }) => NAME.test(written) || WORDS.test(written))
  );
};

const rowsBelow = (
  text: string,
  header: Line,
  { separator, names, before }: Shape,
): { readonly rows: readonly (readonly Cell[])[]; readonly end: number } => {
  const rows: (readonly Cell[])[] = [];
  let end = header.next ?? text.length;
  for (let { next } = header; next !== null;) {
    const whole = lineAt(text, next, header.end);
    const begin = before === undefined ? '' : before.exec(whole.text)?.[0];
    if (begin === undefined) break;
    const line = behind(whole, begin);
    if (separator === '|' && MARKDOWN.test(line.text)) break;
    const cells = cellsOf(line, separator);
    const isRule = separator === '|' && rows.length === 0 && RULE.test(line.text);
    if (!isRule && cells.length !== names.length) break;
    if (!isRule) rows.push(cells);
    end = line.next ?? line.start + line.text.length;
    next = line.next;
  }
  return { rows, end };
};

/** In a table of words alone, which may be code, and below names that may be prose, a password has to look like one. */
const isSecret = (value: string, name: string, isData: boolean): boolean => {
  if (!namesSecret(name.replaceAll(' ', '_'))) return false;
  if (!isPasswordName(name)) return isTokenLike(value);
  return isData ? canBeSecret(value, 4) : isPasswordLike(value);
};

const QUOTED = /"(?:[^"\\]|""|\\[^n]){0,2000}"|'[^'\\]{0,2000}'/y;

const cellsOf = ({ start, text }: Line, separator: Separator): readonly Cell[] => {
  const cells: Cell[] = [];
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
