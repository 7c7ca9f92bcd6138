import { type Match, type RedactionRule, withoutOverlap } from '../rule.ts';
import { optionValueAt, secretAt } from '../values/option-value.ts';
import { isOrdinaryWord, isSentence } from '../values/ordinary-word.ts';
import { isPathLike } from '../values/path-like.ts';
import { isPlaceholder } from '../values/placeholder.ts';
import { isPredicate } from '../values/predicate.ts';
import { isTechnicalName } from '../values/technical-name.ts';
import { isHyphenated, looksChosen, looksRandom } from '../values/random-looking.ts';

/**
 * A secret that somebody says in English: `the password is "X"`, `the API key: X`, `log in with password "X"`,
 * `use "X" as the password`. A sentence says much of passwords that is no secret, so a word is taken only in quotes, and
 * anything else only where it looks random. What stands there without quotes is redacted there alone.
 */
export const saidSecret: RedactionRule = { id: 'said-secret', secret: true, contextual: true, find };

const NAME = String.raw`pass(?:word|wd|phrase|code)|token|secret|key`;
/** Whose it is, in a few words. */
const WHOSE = String.raw`(?<whose>[ \t]{1,2}(?:for|of|to|on)(?:[ \t][^\s:="'\`]{1,40}){1,4}?)?`;
const VERB = String.raw`(?:[ \t]{1,2}(?:is|was|will be|has been|had been)|['’]s)`;
const HOW = String.raw`(?:[ \t](?:now|just|still|simply|currently|(?:set|changed|reset) to))?`;
const GAP = String.raw`(?:[ \t]{1,3}|[ \t]{0,3}(?:\r?\n|\\n){1,2}[ \t]{0,4})`;
const SAYS = String.raw`(?:(?<verb>${VERB}${HOW})(?:[ \t]{1,3}|[ \t]?:${GAP})|(?<to>[ \t](?:(?:set|changed|reset)[ \t])?to[ \t])|[ \t]?:[ \t]{1,3})`;
/** What stands before a word is looked at only where one was found. */
const PATTERN = new RegExp(String.raw`(?<name>${NAME})(?:${WHOSE}${SAYS}|(?<bare>[ \t]{1,3}))`, 'gi');
/** `API key`, `bearer token`; the other words are names by themselves. */
const KIND =
  /(?:(?:api|access|auth|private|secret|signing|encryption|license)[ -](?=(?:key|token)$)|(?:bearer|refresh|session|bot|client|deploy)[ -](?=(?:token|secret)$))?(?:pass\w{4,6}|token|secret|key)$/i;
/** Keys that are looked up, and open nothing. Of others something is said with `is`. */
const OTHER_KEY =
  /\b(?:cache|sort|primary|foreign|partition|shard|row|map|redis|storage|idempotency|issue|query|i18n|translation|object)[ \t]$/i;
/** `with password X`. */
const GIVEN = /(?:with|using|and|use|[/,])[ \t](?:the[ \t])?$/i;
/** `here's the key X`, `use this key: X`. */
const SHOWN = /(?:(?:(?:here|this)(?:['’]s|[ \t]is)|use|take|try)[ \t](?:the|my|your|our|this|a)|(?<![\w-])my)[ \t]$/i;
/** `set the password to X`. */
const SETS = /(?:set|reset|chang(?:e|ed)|updated?)[ \t](?:[a-z]{1,12}[ \t]){0,2}$/i;
/** `use "X" as the password`; with a noun behind it is about something else (`as the password field`). */
const AS = new RegExp(
  String.raw`(?<=[^\s,;:])[ \t]as[ \t](?:[a-z]{1,12}[ \t]){0,3}(?<name>${NAME})(?![\w-]|[ \t]{1,3}(?!(?:for|of|and|when|in|on|to|then)\b)\w)`,
  'gi',
);

const GIVEN_AS =
  /(?:(?<mark>["'`])(?<quoted>[^\s"'`\\]{1,128})(?<end>\\{0,3}\k<mark>)|(?<=(?<use>\b(?:use|enter|type|take)[ \t])|^|[ \t\n])(?<bare>[^\s"'`\\]{8,128}))$/;

function find(text: string): Iterable<Match> {
  return withoutOverlap([...behindName(text), ...beforeName(text)]);
}

function* behindName(text: string): Generator<Match> {
  let done = 0;
  for (const found of text.matchAll(PATTERN)) {
    const name = found.index < done ? undefined : nameOf(text, found);
    const isStated = found.groups?.['bare'] === undefined;
    const match = name === undefined ? undefined : secretAfter(text, found.index + found[0].length, { name, isStated });
    if (match === undefined || (isOtherKey(text, found) && match.end - match.start < KEY_OF_CLOUD)) continue;
    done = match.end;
    yield match;
  }
}

function* beforeName(text: string): Generator<Match> {
  for (const { index, groups } of text.matchAll(AS)) {
    const before = GIVEN_AS.exec(text.slice(Math.max(0, index - 136), index))?.groups ?? {};
    const { quoted, end = '', bare = '' } = before;
    const value = quoted ?? bare;
    const match = saidAt(
      {
        start: index - end.length - value.length,
        value,
        mark: quoted && end.at(-1),
        isAll: before['use'] !== undefined,
      },
      groups?.['name'] ?? '',
    );
    if (match !== undefined) yield match;
  }
}

/** Undefined where it is no name of a secret, or an assignment, which has a rule of its own. */
const nameOf = (text: string, { 0: found, index, groups = {} }: RegExpExecArray): string | undefined => {
  const { name: word = '', whose, verb, bare, to } = groups;
  const before = text.slice(Math.max(0, index - 32), index);
  const name = KIND.exec(before + word)?.[0] ?? word;
  const head = before.slice(0, before.length + word.length - name.length);
  if (/[\w.-]$/.test(head)) return undefined;
  if (SHOWN.test(head)) return word;
  if (name.toLowerCase() === 'key' && verb === undefined) return undefined;
  if (bare !== undefined && name === word && !GIVEN.test(head)) return undefined;
  if (to === ' to ' && !SETS.test(head)) return undefined;
  const said = [verb, to, whose].some((part) => part !== undefined);
  return !said && found.includes(':') && name === word ? undefined : word;
};

/** A cloud has a storage key as well, and it is long. */
const KEY_OF_CLOUD = 40;

const isOtherKey = (text: string, { index, groups = {} }: RegExpExecArray): boolean =>
  groups['name']?.toLowerCase() === 'key' && OTHER_KEY.test(text.slice(Math.max(0, index - 32), index));

const secretAfter = (
  text: string,
  at: number,
  { name, isStated }: { readonly name: string; readonly isStated: boolean },
): Match | undefined => {
  const given = optionValueAt(text, at);
  if (given === undefined) return undefined;
  const { start, quoted } = given;
  if (quoted) return saidAt({ start, value: given.value, mark: text[start - 1] }, name);
  const value = given.value.replace(/[.,;:!?…]+$/, '');
  const end = start + value.length;
  return saidAt(
    { start, value, mark: undefined, isAll: isStated && SENTENCE_END.test(text.slice(end, end + 8)) },
    name,
  );
};

const SENTENCE_END = /^(?:[.!?]\s|[.!?)]{0,2}(?:["'`]|\s*$|[ \t]*\r?\n))/;

interface Said {
  readonly start: number;
  readonly value: string;
  /** The quotes that it stands in. */
  readonly mark: string | undefined;
  /** It is all that the sentence says of the password. */
  readonly isAll?: boolean;
}

const saidAt = (said: Said, name: string): Match | undefined => {
  if (!isSaid(said, name)) return undefined;
  const match = secretAt(said.start, said.value);
  return said.mark === undefined ? { ...match, values: [] } : match;
};

const isSaid = ({ value, mark, isAll = false }: Said, name: string): boolean => {
  if (isPlaceholder(value) || isCode(value) || isPathLike(value) || /^[/~[]|^https?:/.test(value)) return false;
  if (looksRandom(value)) return !/^key$/i.test(name) || !/^[\da-f-]+$/i.test(value);
  // a token or a key is long and random
  if (!/^pass/i.test(name)) return false;
  if (mark === undefined) return looksChosen(value) || isWordAndNumber(value, isAll ? 1 : 3);
  // in backticks several words are a command
  if (/\s/.test(value)) return mark !== '`' && isPhrase(value, name);
  if (isHyphenated(value)) return isPhrase(value.replaceAll('-', ' '), name) && value.split('-').length > 3;
  return value.length >= 5 && !isOrdinaryWord(value) && !isPredicate(value);
};

/** `Sommer2024`, `letmein123`; no name of an algorithm, no `column2`, and no `step2` of which more is said. */
const isWordAndNumber = (value: string, fewest: number): boolean => {
  const { word = '', digits = '' } = /^(?<word>\p{L}\p{Ll}{4,23})(?<digits>\d{1,6})$/u.exec(value)?.groups ?? {};
  return digits.length >= fewest && (digits.length > 2 || !isCounted(word)) && !isTechnicalName(value);
};

/** There are several of it, with a number each. `Password1` is none. */
const isCounted = (word: string): boolean => COUNTED.test(word) || (isOrdinaryWord(word) && !/^pass/i.test(word));
const COUNTED = /^(?:chapter|attempt|column|variant|version|section|question|answer|phase|stage|group|table|figure)$/i;

/** Members, calls, names of variables. */
const isCode = (value: string): boolean =>
  /[(){}<>]/.test(value) ||
  /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(value) ||
  /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value) ||
  /^[a-z]+(?:[A-Z][a-z]+|_[a-z]+)+\d?$/.test(value);

/** A passphrase may have an article. */
const isPhrase = (value: string, name: string): boolean =>
  value.split(/\s+/, 8).length < 8 &&
  value.length >= 8 &&
  !isSentence(/phrase$/i.test(name) ? value.replace(/(?:^|\s)(?:an?|the)(?=\s)/gi, ' ') : value);
