import { isPasswordLike, isTokenLike } from './assigned-value.ts';
import { canBeSecret, secretAt } from './option-value.ts';
import { isPasswordName } from './plain-password.ts';
import type { Match, RedactionRule } from '../rule.ts';
import { namesSecret } from './secret-name.ts';

/**
 * Secrets in the column that a first line names for them: CSV, with tabs or semicolons too, and what psql, mysql and
 * sqlite print of a table.
 */
export const columnSecret: RedactionRule = { id: 'column-secret', secret: true, contextual: true, find };

/** The end of a cell with such a name. */
const CELL =
  /(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|credential)s?["']?[ \t]{0,80}(?=[,;|\t]|\r?\n|\\r|\\n)/gi;
const SEPARATORS = ['\t', '|', ';', ','] as const;
type Separator = (typeof SEPARATORS)[number];

const MAX_LINE = 4096;
const MAX_CELLS = 200;
/** Names of columns are one word, in quotes more. */
const NAME = /^(?:[A-Za-z_][\w.-]{0,59}|"[A-Za-z_][\w. -]{0,59}"|'[A-Za-z_][\w. -]{0,59}')$/;
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

interface Line {
  readonly start: number;
  readonly text: string;
  /** Where the line below begins; null: there is none. */
  readonly next: number | null;
  /** How its end is written: in a string of JSON in two characters. */
  readonly end: LineEnd;
}

type LineEnd = '\n' | '\\n';

const lineAround = (text: string, index: number): Line | undefined => {
  const end = /\\n|\n/.exec(text.slice(index, index + MAX_LINE))?.[0];
  if (end !== '\n' && end !== '\\n') return undefined;
  const above = text.slice(Math.max(0, index - MAX_LINE), index);
  const before = above.lastIndexOf(end);
  const from = before < 0 ? 0 : before + end.length;
  const quote = end === '\n' ? -1 : lastQuote(above);
  return lineAt(text, index - above.length + Math.max(from, quote + 1), end);
};

/** Where the string of JSON began: at a quote without a backslash; -1: nowhere here. */
const lastQuote = (text: string): number => {
  let at = text.lastIndexOf('"');
  while (at > 0 && text.charAt(at - 1) === '\\') at = text.lastIndexOf('"', at - 1);
  return at;
};

const lineAt = (text: string, start: number, end: LineEnd): Line => {
  const near = text.slice(start, start + MAX_LINE);
  // a string of JSON ends with its quote
  const found = (end === '\n' ? /\r?\n/ : /(?:\\r)?\\n|(?<!\\)"/).exec(near);
  const isLast = found === null || found[0] === '"';
  return {
    start,
    text: near.slice(0, found?.index),
    next: isLast ? null : start + found.index + found[0].length,
    end,
  };
};

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
  const separator = SEPARATORS.find((one) => isHeader(cellsOf(header, one), one));
  if (separator === undefined) return undefined;
  const names = cellsOf(header, separator).map(({ value }) => value);
  const { rows, end } = rowsBelow(text, header, { separator, width: names.length });
  const isData = rows.some((cells) => cells.some(({ written }) => !/^[A-Za-z_]*$/.test(written)));
  const matches = rows.flatMap((cells) =>
    cells.flatMap(({ value, at }, nth) => (isSecret(value, names[nth] ?? '', isData) ? [secretAt(at, value)] : [])),
  );
  return { matches, end };
};

const isHeader = (cells: readonly Cell[], separator: Separator): boolean => {
  const inner = separator === '|' ? cells.filter(({ written }) => written !== '') : cells;
  return inner.length >= 2 && inner.length <= MAX_CELLS && inner.every(({ written }) => NAME.test(written));
};

const rowsBelow = (
  text: string,
  header: Line,
  { separator, width }: { readonly separator: Separator; readonly width: number },
): { readonly rows: readonly (readonly Cell[])[]; readonly end: number } => {
  const rows: (readonly Cell[])[] = [];
  let end = header.next ?? text.length;
  for (let { next } = header; next !== null;) {
    const line = lineAt(text, next, header.end);
    if (separator === '|' && MARKDOWN.test(line.text)) break;
    const cells = cellsOf(line, separator);
    const isRule = separator === '|' && rows.length === 0 && RULE.test(line.text);
    if (!isRule && cells.length !== width) break;
    if (!isRule) rows.push(cells);
    end = line.next ?? line.start + line.text.length;
    next = line.next;
  }
  return { rows, end };
};

/** In a table of words alone, which may be code, a password has to look like one. */
const isSecret = (value: string, name: string, isData: boolean): boolean => {
  if (!namesSecret(name)) return false;
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
