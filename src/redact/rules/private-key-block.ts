import type { Match, RedactionRule } from '../rule.ts';

/**
 * A private key in PEM armour (RFC 7468, OpenSSH, PGP), also one whose line ends are escaped, and one that was cut off
 * before its end.
 */
export const privateKeyBlock: RedactionRule = { id: 'private-key', secret: true, contextual: false, find };

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const END = '-----END';
/** Longer than any key: an end that is further away belongs to something else. */
const MAX_KEY = 64 * 1024;
/** Of a block that has no end: armour headers, base64, line ends as they are or escaped. */
const OPEN_BODY = /[A-Za-z0-9+/=\s\\:,.-]{0,65536}/y;
/** At least a line of base64: headers that are only talked about are left alone. */
const SOME_KEY = /[A-Za-z0-9+/=]{32}/;

function* find(text: string): Generator<Match> {
  let end = -1;
  let noMoreEnds = false;
  let from = 0;
  for (const { 0: begin, index: start } of text.matchAll(BEGIN)) {
    if (start < from) continue;
    const body = start + begin.length;
    if (!noMoreEnds && end < body) {
      end = text.indexOf(END, body);
      noMoreEnds = end === -1;
    }
    const closed = !noMoreEnds && end - body <= MAX_KEY;
    const stop = closed ? endOfLine(text, end) : endOfOpenBody(text, body);
    if (!SOME_KEY.test(text.slice(body, closed ? end : stop))) continue;
    yield { start, end: stop };
    from = stop;
  }
}

/** Behind the closing dashes of `-----END … PRIVATE KEY-----`. */
const endOfLine = (text: string, end: number): number => {
  const dashes = text.indexOf('-----', end + END.length);
  return dashes !== -1 && dashes - end < 80 ? dashes + 5 : end + END.length;
};

const endOfOpenBody = (text: string, body: number): number => {
  OPEN_BODY.lastIndex = body;
  return body + (OPEN_BODY.exec(text)?.[0].length ?? 0);
};
