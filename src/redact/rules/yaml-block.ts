/** What stands below a key of YAML, line by line: in logs such lines are numbered, compared, and cut. */

export interface BlockValue {
  readonly start: number;
  readonly value: string;
  /** A line of a value of several lines. */
  readonly inner: boolean;
}

/** Lines may be numbered, or compared. */
const BEFORE = String.raw`(?:(?:[ \t]{0,8}\d{1,7}(?:→|\t)|[+-])?)`;
const LINE = new RegExp(String.raw`(?<head>${BEFORE}(?<indent> {0,40}))(?<rest>[^\n]*)(?:\n|$)`, 'y');
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
  let inset: number | undefined;
  LINE.lastIndex = from;
  for (let start = from; start < text.length; start = LINE.lastIndex) {
    LINE.lastIndex = start;
    const { head = '', indent = '', rest = '' } = LINE.exec(text)?.groups ?? {};
    if (BETWEEN.test(rest)) continue;
    if (indent.length <= outer || indent.length < (inset ?? 0)) return;
    const entry = indent.length > (inset ?? indent.length) ? undefined : ENTRY.exec(rest)?.[0];
    if (entry === undefined && inset === undefined) return;
    inset ??= indent.length;
    const value = valueIn(rest.slice(entry?.length ?? 0), entry === undefined);
    if (value !== '') yield { start: start + head.length + rest.lastIndexOf(value), value, inner: entry === undefined };
  }
}

/** Without quotes and what is said of it; '' where there is none. */
const valueIn = (written: string, inner: boolean): string => {
  const value = written.trim();
  if (inner) return value;
  const quoted = /^(?<mark>["'])(?<value>.*)\k<mark>(?:\s+#.*)?$/.exec(value)?.groups?.['value'];
  return BELOW.test(value) ? '' : (quoted ?? value.replace(/(?:^|\s)#.*$/, '').trimEnd());
};
