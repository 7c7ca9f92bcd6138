import { MIN_VALUE, isDistinctive } from './distinctive.ts';
import { hasOddLetters } from './odd-letters.ts';
import { isPathLike } from './path-like.ts';
import { isTechnicalName } from './technical-name.ts';

/** Where else a secret that was found is redacted. */
export type Spread = 'everywhere' | 'whole' | 'nowhere';

const MIN_WHOLE = 8;
/** What is longer stands nowhere by chance, and to compare it at each place costs. */
const LONGEST_WHOLE = 128;
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
 * | medium: 8 to 128 with letters, and a digit or a sign; 12 and more letters that make no word | `hunter2pass` | where it stands as a whole word (isWhole) |
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
  if (!isMedium) return 'nowhere';
  return value.length > LONGEST_WHOLE ? 'everywhere' : 'whole';
};

/** What goes on in the same word or path; letters of another script do not. */
const JOINED_BEFORE = /[\p{Script=Latin}\d_./-]$/u;
const JOINED_AFTER = /^(?:[\p{Script=Latin}\d_/-]|\.[\p{L}\d_])/u;
/** A line end or a tab as JSON writes it, the end of a colour, `=` in an address. */
const ESCAPE = /(?:\\[nrt]|\[[\d;]{0,12}[A-Za-z]|%[\dA-F]{2})$/i;
/**
 * Whether a part of the text stands there as a whole word: `--db=X`, `app:X` end with a sign, so they are no exception;
 * `app/X@db` names who logs in where. What stands around a place is looked at once, however many values meet there.
 */
export const wholeIn = (text: string): ((start: number, end: number) => boolean) => {
  const isFree = once(text, (at) => mayBegin(text.slice(Math.max(0, at - 15), at)));
  const isEnd = once(text, (at) => !JOINED_AFTER.test(text.slice(at, at + 2)));
  const isLogin = (start: number, end: number): boolean => text[start - 1] === '/' && text[end] === '@';
  return (start, end) => (isFree(start) || isLogin(start, end)) && isEnd(end);
};

const mayBegin = (before: string): boolean => !JOINED_BEFORE.test(before) || ESCAPE.test(before);

/** The answers for places of a text, each looked for once. */
const once = ({ length }: string, look: (at: number) => boolean): ((at: number) => boolean) => {
  let known: Uint8Array | undefined;
  return (at) => {
    known ??= new Uint8Array(length + 1);
    known[at] ||= look(at) ? YES : NO;
    return known[at] === YES;
  };
};

const YES = 1;
const NO = 2;
