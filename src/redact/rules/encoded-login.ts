import { secretAt } from '../values/option-value.ts';
import { type Match, type RedactionRule, withoutOverlap } from '../rule.ts';

/**
 * What base64 hides: a user with a password (`Basic X` wherever it stands, `"auth": "X"` of Docker, `_auth=X` of npm),
 * and a private key (`client-key-data: X`).
 */
export const encodedLogin: RedactionRule = { id: 'encoded-login', secret: true, contextual: false, find };

const LOGIN =
  /(?:(?<![A-Za-z0-9])basic[ \t]{1,4}|(?<![A-Za-z0-9])_?auth\\{0,3}["']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,3}["']?)(?<value>[A-Za-z0-9+/_-]{8,4096}={0,2})(?![A-Za-z0-9+/_=-])/gi;
/** Of `-----BEGIN `. */
const KEY = /LS0tLS1CRUdJTi[A-Za-z0-9+/]{16,65536}={0,2}/g;
/** Of the line that says what it is. */
const MAX_BEGIN = 80;

function find(text: string): Iterable<Match> {
  return withoutOverlap([...logins(text), ...keys(text)]);
}

function* logins(text: string): Generator<Match> {
  for (const { 0: whole, index, groups } of text.matchAll(LOGIN)) {
    const value = groups?.['value'] ?? '';
    if (/^[\w.@+-]{0,128}:[ -~]{3,}$/.test(decoded(value))) yield secretAt(index + whole.length - value.length, value);
  }
}

function* keys(text: string): Generator<Match> {
  for (const { 0: value, index } of text.matchAll(KEY)) {
    const begin = decoded(value.slice(0, MAX_BEGIN));
    if (/^-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/.test(begin)) yield secretAt(index, value);
  }
}

const decoded = (base64: string): string => Buffer.from(base64, 'base64').toString('latin1');
