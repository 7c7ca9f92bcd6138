import type { Match, RedactionRule } from '../rule.ts';
import { type OptionValue, optionValueAt, secretAt } from './option-value.ts';
import { isOrdinaryWord, isSentence } from './ordinary-word.ts';
import { isPlaceholder } from './placeholder.ts';
import { isPredicate } from './predicate.ts';

/**
 * A secret that somebody says in English: `the password is X`, `the API key: X`, `the password for ada: X`,
 * `log in with password X`. What is only said of a password (`is required`, `is wrong`) is left alone.
 */
export const saidSecret: RedactionRule = { id: 'said-secret', secret: true, contextual: true, find };

/** Whose it is, in a few words. */
const WHOSE = String.raw`(?<whose>[ \t]{1,2}(?:for|of|to|on)(?:[ \t][^\s:="'\`]{1,40}){1,4}?)?`;
const SAYS = String.raw`(?:(?<verb>[ \t]{1,2}(?:is|was|will be))(?:[ \t](?:now|just|still|simply|set to))?[ \t]?:?|[ \t]?:)[ \t]{1,3}`;
/** What stands before a word is looked at only where one was found. */
const PATTERN = new RegExp(
  String.raw`(?<name>pass(?:word|wd|phrase|code)|token|secret|key)(?:${WHOSE}${SAYS}|(?<bare>[ \t]{1,3}))`,
  'gi',
);
/** `API key`, `bearer token`; the other words are names by themselves. */
const KIND =
  /(?:(?:api|access|auth|private|secret|signing|encryption|license)[ -](?=(?:key|token)$)|(?:bearer|refresh|session|bot|client|deploy)[ -](?=(?:token|secret)$))?(?:pass\w{4,6}|token|secret|key)$/i;
/** `with password X`. */
const GIVEN = /(?:with|using|and|use|[/,])[ \t](?:the[ \t])?$/i;

function* find(text: string): Generator<Match> {
  let done = 0;
  for (const found of text.matchAll(PATTERN)) {
    const how = found.index < done ? undefined : howSaid(text, found);
    const match = how === undefined ? undefined : secretAfter(text, found.index + found[0].length, how);
    if (match === undefined) continue;
    done = match.end;
    yield match;
  }
}

/** Undefined where it is no name of a secret, or an assignment, which has a rule of its own. */
const howSaid = (
  text: string,
  { 0: found, index, groups = {} }: RegExpExecArray,
): Pick<Said, 'password' | 'said'> | undefined => {
  const { name: word = '', whose, verb, bare } = groups;
  const before = text.slice(Math.max(0, index - 32), index);
  const name = KIND.exec(before + word)?.[0] ?? word;
  const head = before.slice(0, before.length + word.length - name.length);
  if (/[\w.-]$/.test(head) || name.toLowerCase() === 'key') return undefined;
  if (bare !== undefined && !GIVEN.test(head)) return undefined;
  const said = verb !== undefined || whose !== undefined;
  const assigned = !said && found.includes(':') && name === word;
  return assigned ? undefined : { password: /^pass/i.test(word), said };
};

const secretAfter = (text: string, at: number, how: Pick<Said, 'password' | 'said'>): Match | undefined => {
  const given = optionValueAt(text, at);
  if (given === undefined || /^[[({<~/]|^\.{0,2}\/|^https?:/.test(given.value)) return undefined;
  const value = given.quoted ? given.value : given.value.replace(/[.,;:!?…]+$/, '');
  const after = text.slice(given.start + value.length, given.start + value.length + 8);
  return isSaid({ ...given, value }, { ...how, after }) ? secretAt(given.start, value) : undefined;
};

interface Said {
  /** Of a password it is plain that somebody chose it; a token or a key is long and random. */
  readonly password: boolean;
  /** With a verb, or with words that say whose it is. */
  readonly said: boolean;
  readonly after: string;
}

const isSaid = ({ value, quoted }: OptionValue, { password, said, after }: Said): boolean => {
  if (isPlaceholder(value) || isOrdinaryWord(value) || isCode(value)) return false;
  if (/\s/.test(value)) return password && quoted && isPhrase(value);
  if (isPredicate(value)) return false;
  if (looksRandom(value, password ? 6 : 16)) return password || !/token|secret|key/i.test(value);
  if (!password || !/^[A-Za-z][a-z]+(?:-[a-z]+){0,5}$/.test(value)) return false;
  return value.length >= 5 && (quoted || (said && /^[.!]?(?:\s*$|\s*\n|\\n|["'`)]|, )/.test(after)));
};

/** Members, calls, names of variables and files. */
const isCode = (value: string): boolean =>
  /[(){}<>]/.test(value) ||
  /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(value) ||
  /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value) ||
  /^[a-z]+(?:[A-Z][a-z]+|_[a-z]+)+\d?$/.test(value);

const isPhrase = (value: string): boolean =>
  value.split(/\s+/, 8).length < 8 && value.length >= 8 && !isSentence(value);

const looksRandom = (value: string, shortest: number): boolean =>
  value.length >= shortest && /[A-Za-z]/.test(value) && /[0-9]|[a-z][!@#$%^&*+=]/.test(value);
