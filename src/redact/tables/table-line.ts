/** Lines of a text, which may stand in a string of JSON, where two characters end them. */

/** Longer ones are no lines of a table. */
export const MAX_LINE = 4096;

export interface Line {
  readonly start: number;
  readonly text: string;
  /** Where the line below begins; null: there is none. */
  readonly next: number | null;
  /** How its end is written: in a string of JSON in two characters. */
  readonly end: LineEnd;
}

type LineEnd = '\n' | '\\n';

/** No line that goes on longer than MAX_LINE is told; undefined also where no line end follows. */
export const lineAround = (text: string, index: number): Line | undefined => {
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

export const lineAt = (text: string, start: number, end: LineEnd): Line => {
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

/** The line without what it begins with. */
export const behind = (line: Line, before: string): Line => ({
  ...line,
  start: line.start + before.length,
  text: line.text.slice(before.length),
});
