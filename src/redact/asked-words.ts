import { MARKER_START } from '../domain/redaction-marker.ts';
import { splitMarkers } from './rule.ts';
import { isDistinctive, MIN_VALUE } from './values/distinctive.ts';
import { hasOddLetters } from './values/odd-letters.ts';
import { isPathLike } from './values/path-like.ts';
import { isPlaceholder } from './values/placeholder.ts';
import { spreadOf } from './values/spread.ts';
import { withoutColours } from './uncoloured.ts';

/** What names events, commits, contents, times and models: these are no words of anybody, and are looked for nowhere. */
export const NAMING: ReadonlySet<string> = new Set(
  (
    'id event_id last_event_id session_id task_id depends_on semantic.call_id subagent_id source_type source.raw_type ' +
    'model tool_version at timestamp started_at ended_at created_at updated_at ' +
    'base_commit head_commit claimed_tree blob patch_id coverage'
  ).split(' '),
);

/**
 * Words that do not say what they are, and of which another text may say that they are secrets: what spreads
 * (rules/spread.ts) and is no name. A secret may be a part of such a word, or have it as a part: it is where to look,
 * and the rules tell the secret.
 * @param texts redacted. @param isNaming of each whether it is a name (NAMING)
 */
export const askedWords = (texts: readonly string[], isNaming: readonly boolean[]): readonly string[] => {
  // a handoff says most of its texts and words again and again, and each pattern has its price
  const free = new Set(texts.filter((_, index) => isNaming[index] !== true));
  const lines = new Set([...free].flatMap((text) => withoutColours(unmarked(text)).split('\n')));
  const chunks = new Set([...lines].flatMap((line) => line.split(' ')));
  const words = new Set([...chunks].flatMap(wordsIn));
  if (words.size === 0) return [];
  const names = texts.filter((text, index) => isNaming[index] === true && !/[\s:/]/.test(text));
  for (const name of names) for (const word of wordsIn(name)) words.delete(word);
  return [...words];
};

// every second part is a marker
const unmarked = (text: string): string =>
  text.includes(MARKER_START)
    ? splitMarkers(text)
        .filter((_, index) => index % 2 === 0)
        .join(' ')
    : text;

/** Most words, told in one look: no letters in them are hard to say, and they are too few to be odd. */
const PLAIN = /^[("'`*]{0,3}[A-Z]?[a-z]{0,10}[)"'`.,:;!?*]{0,3}$/;
const HARD = /[b-df-hj-np-tv-xz]{5}/i;
/** What stands around values in sentences, shells, JSON and code; and letters of other scripts. */
const BETWEEN = /[\s"'`<>()[\]{}|,;=&]+/;
const OTHER_SCRIPT = /(?:(?!\p{Script=Latin})\p{L})+/u;
const wordsIn = (chunk: string): readonly string[] => {
  if (chunk.length < MIN_VALUE || (PLAIN.test(chunk) && !HARD.test(chunk))) return [];
  const parts = BETWEEN.test(chunk) ? chunk.split(BETWEEN) : [chunk];
  const words = parts.flatMap((part) => (ASCII.test(part) ? [part] : part.split(OTHER_SCRIPT))).flatMap(wordIn);
  return words.length === 0 ? tangledIn(chunk.slice(0, MAX_LOOK).replace(EDGES, '')) : words;
};

/** Short, without quotes, and with signs that stand between words elsewhere: `Xk9&dQ;z3`. */
const TANGLED = /^(?=.{0,64}[A-Z])(?=.{0,64}[()[\]{}<>|,;=&/\\@:])[!#-&(-_a-~]{6,64}$/;
const PIECE = /[A-Z]?[a-z]+|[A-Z]+|\d+|[^A-Za-z\d]+/g;
const MAX_MEAN_PIECE = 2.2;
/** Of those that stand in paths and calls there may be any. */
const SIGN = /[^A-Za-z\d./_:()-]/g;

/** A generator's work: letters, digits and signs, none of them for long. */
const tangledIn = (written: string): readonly string[] => {
  const word = TANGLED.test(written) ? written.replace(PLACE, '') : '';
  const signs = new Set(word.match(SIGN)).size;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(word)).length;
  const isDense = word.length >= MIN_VALUE && word.length <= MAX_MEAN_PIECE * (word.match(PIECE)?.length ?? 0);
  return isDense && kinds > 1 && signs + kinds > 3 && !isPathLike(word) ? [word] : [];
};

/** What stands behind that much decides nothing any more (rules/distinctive.ts). */
const MAX_LOOK = 256;
const EDGES = /^[!-/:-@[-`{-~]+|[!-/:-@[-`{-~…–—]+$/g;
/** A port, or where in a file: `:12:4`, `#L45-50`. */
const PLACE = /(?:(?::|#L)\d{1,7}(?:-L?\d{1,7})?){1,2}$/;
const ASCII = /^[!-~]*$/;
const FEW_DIGITS = /^\d{0,11}$/;

const wordIn = (chunk: string): readonly string[] => {
  if (chunk.length < MIN_VALUE) return [];
  const written = chunk.slice(0, MAX_LOOK).replace(EDGES, '');
  const word = written.replace(PLACE, '');
  if (FEW_DIGITS.test(word) || !mayBeMixed(word)) return [];
  if (TIME.test(written) || CONSTANT.test(word) || isPlaceholder(chunk)) return [];
  const odd = oddIn(word);
  if (!/[:@]/.test(word)) return odd.length > 0 ? odd : mediumOf(word);
  // `ada:X@host`
  const parts = word.split(/[:@]/).flatMap((part) => (oddIn(part).length > 0 ? [] : mediumOf(part)));
  return odd.length > 0 ? [...odd, ...parts] : [...mediumOf(word), ...parts];
};

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]{4,15}(?:Z|[+-]\d\d:?\d\d)?$/;
const CONSTANT = /^[A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,12}$/;

const oddIn = (word: string): readonly string[] => word.split(SEPARATORS).filter(isOdd);

const SEPARATORS = /[-_./:@\\~]+/;

/** Without a digit or a sign only what no name in code is (`ngOnInit`); letters alone of another language may be a word. */
const isOdd = (part: string): boolean => part.length >= MIN_VALUE && isMixed(part) && isDistinctive(part);

const MIXED = /\d|[A-Za-z][!$%^&]+[A-Za-z]/;
const MIN_LETTERS = 8;

const isMixed = (word: string): boolean => MIXED.test(word) || (ASCII.test(word) && hasOddLetters(word, MIN_LETTERS));

const mayBeMixed = (word: string): boolean => isMixed(word) || word.split(SEPARATORS).some(isMixed);

const mediumOf = (word: string): readonly string[] =>
  isMixed(word) && !/[/\\]/.test(word) && !isName(word) && spreadOf(word) !== 'nowhere' ? [word] : [];

/** `claude-opus-4`: words that signs join, and what counts them. */
const COUNTED = /^[a-z]{0,24}(?:[-_.:+]{1,2}(?:[a-z]{1,24}|\d{1,3}(?!\d))){1,12}$/;
const MAIL = /^[\w.+-]{1,64}@(?:[a-z-]{1,63}\.){1,4}[a-z]{2,24}$/i;

/** Also a word with an accent, and a pattern. */
const isName = (word: string): boolean =>
  COUNTED.test(word) || MAIL.test(word) || ((!ASCII.test(word) || /[.\]][*+?]/.test(word)) && !/\d/.test(word));
