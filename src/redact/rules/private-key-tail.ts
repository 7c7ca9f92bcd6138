import type { Match, RedactionRule } from '../rule.ts';
import { KEY_PREFIX } from '../values/line-prefix.ts';

/**
 * What `tail`, a cut or the second half of an output shows of a private key: lines of base64 above an end whose beginning
 * is not there (rules/private-key-block.ts knows the others), also in a diff, or with what tools put before lines.
 */
export const privateKeyTail: RedactionRule = { id: 'private-key-tail', secret: true, contextual: false, find };

const END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const BODY = String.raw`(?<=^|\\n|[^A-Za-z0-9+/=\\])(?<body>[A-Za-z0-9+/=]{1,128})`;
/** As it is or escaped, with quotes and signs around it. */
const LINE_END = String.raw`[ \t]{0,8}(?:\\{1,4}[rn]){0,2}["'\x60]?[ \t]{0,8}[$│|,;+\\]?[ \t]{0,8}\r?(?:\n|\\{1,4}n|(?<=["'\x60],))`;
const SIGNS = String.raw`[ \t]{0,4}[+>-]?[ \t]{0,32}["'\x60]?`;
/** A line, its end, and what stands before the next line. */
const LINE = new RegExp(String.raw`${BODY}(?:${LINE_END}[ \t│]{0,32}(?:\d{1,6}[ \t]{0,2}[→|:]?)?${SIGNS})?$`);
const ENDED = new RegExp(`${BODY}${LINE_END}$`);
const LEAD = new RegExp(`^${KEY_PREFIX}${SIGNS}$`);
const MAX_LINE = 384;
const MAX_KEY = 64 * 1024;
/** All but the last line are as long; a shorter one is a word. */
const WHOLE = 16;
const SOME_KEY = /[A-Za-z0-9+/=]{32}/;

function* find(text: string): Generator<Match> {
  let from = 0;
  for (const { 0: found, index } of text.matchAll(END)) {
    const start = startOf(text, index, Math.max(from, index - MAX_KEY));
    from = index + found.length;
    // here alone: where it stands again it is found again, and to look for 64 KiB of one letter takes minutes
    if (SOME_KEY.test(text.slice(start, index))) yield { start, end: from, values: [] };
  }
}

/** Where the lines above an end begin. */
const startOf = (text: string, end: number, from: number): number => {
  let start = end;
  for (;;) {
    const above = lineAbove(text.slice(Math.max(from, start - MAX_LINE), start));
    if (above === null || (start < end && above.body.length < WHOLE)) return start;
    start -= above.length;
  }
};

interface Above {
  readonly body: string;
  /** With its end and what stands before the next line. */
  readonly length: number;
}

/** A prefix is looked for behind the last line end, as it is or escaped: behind each one it takes hundreds of times as long. */
const lineAbove = (text: string): Above | null => {
  const line = LINE.exec(text);
  if (line !== null) return { body: line.groups?.['body'] ?? '', length: line[0].length };
  return abovePrefix(text, text.lastIndexOf('\n') + 1) ?? abovePrefix(text, text.lastIndexOf('\\n') + 2);
};

const abovePrefix = (text: string, at: number): Above | null => {
  // a letter and a line end are above it
  if (at < 2 || !LEAD.test(text.slice(at))) return null;
  const ended = ENDED.exec(text.slice(0, at));
  return ended && { body: ended.groups?.['body'] ?? '', length: ended[0].length + text.length - at };
};
