/** Where a text names a secret in a word of its own. */
import { LABELS } from './labels.ts';

export interface LabelWord {
  readonly start: number;
  readonly end: number;
  /** A password may be chosen by a person, a token is made by a machine. */
  readonly kind: 'password' | 'token';
  /** Of a sentence in English another rule knows more. */
  readonly english: boolean;
  /** Means something else as often: the value has to be no word with a number. */
  readonly vague: boolean;
}

/** Letters alone: of words in other languages nothing tells them from what is random. */
export const mayBeForeignWord = (value: string, { english }: Pick<LabelWord, 'english'>): boolean =>
  !english && /^[A-Z]?[a-z]+$/.test(value);

const beginsInAscii = (word: string): boolean => /^[ -~]/.test(word);

const alternatives = (kind: 'password' | 'token', belongs: (word: string, language: string) => boolean): string =>
  LABELS.flatMap(({ language, [kind]: words = [] }) => words.filter((word) => belongs(word, language)))
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(' ', '[ \\u00a0]{1,2}'))
    .join('|');

/** What a label has behind it: a sign, a blank, or a letter of another script. */
const BEHIND = '(?=[\\s\\\\:*_`|<]|[^\\0-\\u007f])';

/** Most places are within a word (IN_NAME): a third of the time is saved. A letter may be one of an escape. */
const MAY_BEGIN = String.raw`(?<!(?<!\\)[A-Za-z\d])`;

const wordsOf = (...groups: readonly Parameters<typeof alternatives>[]): RegExp =>
  new RegExp(`${MAY_BEGIN}(?:${groups.map((group) => alternatives(...group)).join('|')})${BEHIND}`, 'gi');

const only = (...group: Parameters<typeof alternatives>): RegExp => new RegExp(`^(?:${alternatives(...group)})$`, 'i');

const isEnglish = (_: string, language: string): boolean => language === 'en';
const isForeign = (word: string, language: string): boolean => language !== 'en' && beginsInAscii(word);
const isOther = (word: string): boolean => !beginsInAscii(word);

const LATIN = wordsOf(['password', isEnglish], ['token', isEnglish], ['password', isForeign], ['token', isForeign]);
const OTHER = wordsOf(['password', isOther], ['token', isOther]);
/** Other words are looked for only where there is a letter that one begins with. */
const OTHER_LETTER = new RegExp(
  // a range first: it is many times as fast as the letters one by one
  `(?=[^\\0-\\u00ff])[${[...LABELS].flatMap(({ password, token = [] }) => [...password, ...token].filter(isOther).map((word) => word.charAt(0))).join('')}]`,
  'i',
);
const ENGLISH_TOKEN = only('token', isEnglish);
const ENGLISH = new RegExp(`${only('password', isEnglish).source}|${ENGLISH_TOKEN.source}`, 'i');
const FOREIGN_PASSWORD = only('password', (_, language) => language !== 'en');
const VAGUE: ReadonlySet<string> = new Set(LABELS.flatMap(({ vague = [] }) => vague));
/** Part of a name or of a path, of which another rule knows what it says; `\n` may stand before it, written so in JSON. */
const IN_NAME = /(?:^|[^\\])(?:[A-Za-z\d.:/$#@-]|(?<!_)_)$|\\[^nrt]?$/;

const SPACED = LABELS.flatMap(({ is = [], glued }) => (glued === true ? [] : is)).join('|');
const GLUED = LABELS.flatMap(({ is = [], glued }) => (glued === true ? is : [])).join('|');
/** What says `is`, up to where the value begins. English has a rule of its own. */
export const IS = new RegExp(
  `(?:[ \\t]{1,2}(?:${SPACED})[ \\t]{1,3}|[ \\t]?(?:${GLUED})[ \\t]{0,3})[「『“‘«:：]?[ \\t]?`,
  'iy',
);

/** In order of their kind of script, not of their places. */
export function* labelsIn(text: string): Generator<LabelWord> {
  for (const pattern of OTHER_LETTER.test(text) ? [LATIN, OTHER] : [LATIN]) {
    for (const { 0: word, index } of text.matchAll(pattern)) {
      const end = index + word.length;
      const before = text.slice(Math.max(0, index - 2), index);
      if (pattern === LATIN && (IN_NAME.test(before) || /^(?!__)[\w-]/.test(text.slice(end, end + 2)))) continue;
      const english = ENGLISH.test(word);
      const isPassword = english ? !ENGLISH_TOKEN.test(word) : FOREIGN_PASSWORD.test(word);
      const vague = VAGUE.has(word.toLowerCase());
      yield { start: index, end, kind: isPassword ? 'password' : 'token', english, vague };
    }
  }
}
