/** What stands below a key of YAML, line by line: in logs such lines are numbered, compared, and cut. */

export interface BlockValue {
  readonly start: number;
  readonly value: string;
  /** A line of a value of several lines. */
  readonly inner: boolean;
}

/** Lines may be numbered, or compared. */
const BEFORE = String.raw`(?:(?:[ \t]{0,8}\d{1,7}(?:→|\t)|[+-])?)`;
const LINE = new RegExp(String.raw`(?<head>${BEFORE}(?<indent> {0,40}))(?<rest>[^\n]*)`, 'y');
const ENTRY = /^(?:[\w.-]{1,253}|"[\w.-]{1,253}"|'[\w.-]{1,253}'):(?: {1,8}|$)/;
/** An empty line, a remark, or what a template does stands between entries. */
const BETWEEN = /^\s*$|^#|^\{\{/;
/** Of a value that stands below. */
const BELOW = /^[|>][+-]?\d?$/;

/** The head of a block with one of these names: from where, and how far in. */
export const blockHead = (names: string): RegExp =>
  new RegExp(String.raw`^${BEFORE}(?<indent> {0,20})(?:${names}):[ \t]*\n`, 'gm');

/** The values of a mapping whose first line begins there, and that stands below a key that is so far in. */
export function* blockValues(text: string, from: number, outer: number): Generator<BlockValue> {
  /** Of the entries, as the first of them is. */
  let inset = 0;
  for (const { start, indent, rest } of linesFrom(text, from)) {
    if (BETWEEN.test(rest)) continue;
    if (indent <= outer || indent < inset) return;
    const entry = inset > 0 && indent > inset ? undefined : ENTRY.exec(rest)?.[0];
    if (inset === 0 && entry === undefined) return;
    inset ||= indent;
    const inner = entry === undefined;
    const value = inner ? rest.trim() : valueIn(rest.slice(entry.length));
    if (value !== '') yield { start: start + rest.indexOf(value, entry?.length), value, inner };
  }
}

interface Line {
  /** Of the rest, which stands behind number and indent. */
  readonly start: number;
  readonly indent: number;
  readonly rest: string;
}

function* linesFrom(text: string, from: number): Generator<Line> {
  let start = from;
  while (start < text.length) {
    LINE.lastIndex = start;
    const { head = '', indent = '', rest = '' } = LINE.exec(text)?.groups ?? {};
    yield { start: start + head.length, indent: indent.length, rest };
    start += head.length + rest.length + 1;
  }
}

/** Without quotes and what is said of it; '' where there is none. */
const valueIn = (written: string): string => {
  const value = written.trim();
  const quoted = /^(?<mark>["'])(?<value>.*)\k<mark>(?:\s+#.*)?$/.exec(value)?.groups?.['value'];
  return BELOW.test(value) ? '' : (quoted ?? value.replace(/(?:^|\s)#.*$/, '').trimEnd());
};
