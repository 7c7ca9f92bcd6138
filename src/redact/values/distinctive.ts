/**
 * What is redacted where it stands, and what is then taken out everywhere else, are two decisions. A word that a
 * password happens to be (`postgres`, `test-secret`) also names folders, tools and tests: only what hardly stands
 * anywhere by chance is looked for within words and paths. What else is looked for, spread.ts tells.
 */

import { hasOddLetters } from './odd-letters.ts';
import { looksRandom } from './random-looking.ts';

/** Shorter values stand in too many harmless words. */
export const MIN_VALUE = 6;
/** Of words with blanks between them. */
const MIN_PHRASE = 20;
/** Numbers that are shorter count something, or are a time. */
const MIN_NUMBER = 12;
const HEX = /^(?=.{0,255}\d)[\da-f]{12,}$/i;
/** What stands behind that much decides nothing any more, and costs. */
const MAX_LOOK = 256;
/** Longer than words are. */
const MAX_WORD = 24;

const SEPARATORS = /[-_./:@\\|,;=~"'`()[\]{}<>]+/;
/** What a word is made of: `SessionStoreManager` has three in 19 letters, what is random has one for every two. */
const CAMEL = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;
const MIN_MEAN = 3;
const MAX_NUMBERS = 2;
const HARD_TO_SAY = /[bcdfghjklmnpqrstvwxz]{5}/i;

/** Random-looking, or long and mixed: no word, and no words that signs join. */
export const isDistinctive = (whole: string): boolean => {
  if (whole.length < MIN_VALUE) return false;
  const value = whole.slice(0, MAX_LOOK);
  const words = value.trim().split(/\s+/);
  if (words.length > 1) {
    return (words.length > 3 && value.length >= MIN_PHRASE) || words.some((word) => isDistinctive(word));
  }
  const core = value.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  if (/^\d+$/.test(core)) return core.length >= MIN_NUMBER;
  if (HEX.test(core)) return true;
  if (core.length < MIN_VALUE || isShortHash(core)) return false;
  return core.split(SEPARATORS).some((part) => looksRandom(part) || !isWord(part));
};

/** As git shortens the name of a commit; also a colour. */
export const isShortHash = (value: string): boolean => /^[0-9a-f]{6,12}$/i.test(value);

/** As people and code write it: `postgres`, `Token2`, `accessTokenOfUser`, `TestBase64V2`, `8min`. */
const isWord = (written: string): boolean => {
  const part = written.replace(/[vV]\d{1,3}(?![a-z\d])/g, '');
  if (/^\d{0,14}$/.test(part)) return true;
  if (!/^[A-Za-z\d]{1,80}$/.test(part) || (part.match(/\d+/g)?.length ?? 0) > MAX_NUMBERS) return false;
  const pieces = part.match(CAMEL) ?? [];
  const letters = pieces.join('').length;
  if (pieces.some((piece) => piece.length > MAX_WORD || (HARD_TO_SAY.test(piece) && hasOddLetters(piece, 8))))
    return false;
  return letters < 5 || letters >= MIN_MEAN * pieces.length;
};
