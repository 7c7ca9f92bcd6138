import type { Match, RedactionRule } from '../rule.ts';
import { KEY_PREFIX } from '../values/line-prefix.ts';

/**
 * A private key in PEM armour (RFC 7468, OpenSSH, PGP), also one whose line ends are escaped, and one that was cut off
 * before its end, also behind names of files or containers.
 */
export const privateKeyBlock: RedactionRule = { id: 'private-key', secret: true, contextual: false, find };

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const END = '-----END';
/** Longer than any key: an end that is further away belongs to something else. */
const MAX_KEY = 64 * 1024;
/** What is in no block that has no end: there stand armour headers, base64, line ends as they are or escaped. */
const NO_BODY = /[^A-Za-z0-9+/=\s\\:,.-]/g;
/** At least a line of base64: headers that are only talked about are left alone. */
const SOME_KEY = /[A-Za-z0-9+/=]{32}/g;
const SOME = 32;
/** Stands between texts (redact-texts.ts): an end behind it is another key's. */
// oxlint-disable-next-line no-control-regex
const BORDER = /\0/g;

function* find(text: string): Generator<Match> {
  let end = -1;
  let noMoreEnds = false;
  let from = 0;
  const nextKey = nextIn(text, SOME_KEY);
  const nextOther = nextIn(text, NO_BODY);
  const nextBorder = nextIn(text, BORDER);
  for (const { 0: begin, index: start } of text.matchAll(BEGIN)) {
    if (start < from) continue;
    const body = start + begin.length;
    if (!noMoreEnds && end < body) {
      end = text.indexOf(END, body);
      noMoreEnds = end === -1;
    }
    const closed = !noMoreEnds && end - body <= MAX_KEY && nextBorder(body) > end;
    const stop = closed ? endOfLine(text, end) : behindLines(text, Math.min(nextOther(body), body + MAX_KEY), body);
    if (nextKey(body) + SOME > (closed ? end : stop)) continue;
    yield { start, end: stop };
    from = stop;
  }
}

/** Lines of a key behind what a tool puts before each of them, the first of which ended the search. */
const behindLines = (text: string, stop: number, body: number): number => {
  let end = Math.max(body, text.lastIndexOf('\n', stop - 1));
  for (let found = lineAt(text, end); found !== '' && end < body + MAX_KEY; found = lineAt(text, end)) {
    end += found.length;
  }
  return Math.max(end, stop);
};

const lineAt = (text: string, at: number): string => {
  KEY_LINE.lastIndex = at;
  return KEY_LINE.exec(text)?.[0] ?? '';
};

const KEY_LINE = new RegExp(String.raw`\r?\n${KEY_PREFIX}[ \t]{0,32}[A-Za-z0-9+/=]{16,128}[ \t]*(?=\r?\n|$)`, 'y');

/**
 * Where a pattern next matches from a place on, which only moves on; the text's end: nowhere. Each place is looked at once: of
 * a text of nothing but headers every one has the same 64 KiB behind it.
 */
const nextIn = (text: string, pattern: RegExp): ((from: number) => number) => {
  let found = -1;
  return (from) => {
    if (found >= from) return found;
    pattern.lastIndex = from;
    found = pattern.exec(text)?.index ?? text.length;
    return found;
  };
};

/** Behind the closing dashes of `-----END … PRIVATE KEY-----`. */
const endOfLine = (text: string, end: number): number => {
  const dashes = text.indexOf('-----', end + END.length);
  return dashes !== -1 && dashes - end < 80 ? dashes + 5 : end + END.length;
};
