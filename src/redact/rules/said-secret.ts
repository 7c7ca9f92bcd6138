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

const NAME =
  '(?<name>pass(?:word|wd|phrase|code)|(?:api|access|auth|private|secret|signing|encryption|license)[ -](?:key|token)|' +
  '(?:bearer|refresh|session|bot|client|deploy)[ -](?:token|secret)|token|secret)';
/** Whose it is, in a few words. */
const WHOSE = String.raw`(?<whose>[ \t]{1,2}(?:for|of|to|on)(?:[ \t][^\s:="'\`]{1,40}){1,4}?)?`;
const SAYS = String.raw`(?:(?<verb>[ \t]{1,2}(?:is|was|will be))(?:[ \t](?:now|just|still|simply|set to))?[ \t]?:?|[ \t]?:)[ \t]{1,3}`;
const PATTERN = new RegExp(
  String.raw`(?<![\w.-])${NAME}(?:${WHOSE}${SAYS}|(?<=(?:with|using|and|use|[/,])[ \t](?:the[ \t])?\k<name>)[ \t]{1,3})`,
  'gi',
);

function* find(text: string): Generator<Match> {
  for (const { 0: found, index, groups } of text.matchAll(PATTERN)) {
    const { name = '', whose, verb } = groups ?? {};
    const said = verb !== undefined || whose !== undefined;
    // `password: X` without more words is an assignment, and has a rule of its own
    if (!said && found.includes(':') && !/[ -]/.test(name)) continue;
    const given = optionValueAt(text, index + found.length);
    if (given === undefined || /^[[({<~/]|^\.{0,2}\/|^https?:/.test(given.value)) continue;
    const value = given.quoted ? given.value : given.value.replace(/[.,;:!?…]+$/, '');
    const after = text.slice(given.start + value.length, given.start + value.length + 8);
    if (isSaid({ ...given, value }, { password: /^pass/i.test(name), said, after })) {
      yield secretAt(given.start, value);
    }
  }
}

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
