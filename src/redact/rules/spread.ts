import { MIN_VALUE, isDistinctive } from './distinctive.ts';
import { hasOddLetters } from './odd-letters.ts';
import { isPathLike } from './path-like.ts';
import { isTechnicalName } from './technical-name.ts';

/** Where else a secret that was found is redacted. */
export type Spread = 'everywhere' | 'whole' | 'nowhere';

const MIN_WHOLE = 8;
/** Of letters that make no word, with signs among them. */
const MIN_ODD = 12;
/** Signs that do not join words. */
const SIGN = /[!@#$%^&*+=?~|]/;
/** `v1.2.3-rc.1`, and a time: they have letters and digits, and stand everywhere. */
const VERSION = /^v?\d{1,4}(?:\.\d{1,6}){1,3}(?:[-+.][a-z]{1,8}\.?\d{0,4})?$/i;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]{4,15}(?:Z|[+-]\d\d:?\d\d)?$/;

/**
 * | a value that is | for example | is redacted |
 * |---|---|---|
 * | distinctive (isDistinctive): random-looking, or long and mixed; hex or digits, 12 and more | `f900fc8856ab` | everywhere, also within words and paths |
 * | medium: 8 and more with letters, and a digit or a sign; 12 and more letters that make no word | `hunter2pass` | where it stands as a whole word (isWhole) |
 * | plain: words, also joined; names of products, types, files; versions, times; anything short | `postgres`, `test-secret` | nowhere else |
 */
export const spreadOf = (value: string): Spread => {
  if (value.length < MIN_VALUE) return 'nowhere';
  if (isDistinctive(value)) return 'everywhere';
  if (value.length < MIN_WHOLE || !/\p{L}/u.test(value)) return 'nowhere';
  if (isPathLike(value) || isTechnicalName(value) || VERSION.test(value) || TIME.test(value)) return 'nowhere';
  const isMedium =
    /\d/.test(value) ||
    (SIGN.test(value) && !/\s/.test(value)) ||
    (value.length >= MIN_ODD && hasOddLetters(value, 10));
  return isMedium ? 'whole' : 'nowhere';
};

/** What goes on in the same word or path; letters of another script do not. */
const JOINED_BEFORE = /[\p{Script=Latin}\d_./-]$/u;
const JOINED_AFTER = /^(?:[\p{Script=Latin}\d_/-]|\.[\p{L}\d_])/u;
/** A line end or a tab as JSON writes it, the end of a colour, `=` in an address. */
const ESCAPE = /(?:\\[nrt]|\[[\d;]{0,12}[A-Za-z]|%[\dA-F]{2})$/i;
/** `--db=X`, `app:X` end with a sign, so they are no exception; `app/X@db` names who logs in where. */
export const isWhole = (text: string, start: number, end: number): boolean => {
  const before = text.slice(Math.max(0, start - 15), start);
  const after = text.slice(end, end + 2);
  const isLogin = before.endsWith('/') && after.startsWith('@');
  return (!JOINED_BEFORE.test(before) || ESCAPE.test(before) || isLogin) && !JOINED_AFTER.test(after);
};
