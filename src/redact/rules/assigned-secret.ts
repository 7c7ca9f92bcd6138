import type { Match, RedactionRule } from '../rule.ts';
import { secretAt } from './option-value.ts';
import { isOrdinaryWord, isSentence } from './ordinary-word.ts';
import { isPathLike } from './path-like.ts';
import { isPlaceholder } from './placeholder.ts';
import { isPasswordName, isPlainPassword, type PlainAssignment } from './plain-password.ts';

/**
 * The value of what is named a secret: `DB_PASSWORD=…`, `export API_TOKEN="…"`, `"clientSecret": "…"`,
 * `--password …`, `?access_token=…`. Code that only passes such a value on (`token = getToken()`) is left alone.
 */
export const assignedSecret: RedactionRule = { id: 'assigned-secret', secret: true, contextual: true, find };

/** What stands before `key` is looked at behind it: fewer letters that a name may begin with are found faster. */
const NAME =
  /(?:secrets?|tokens?|passwords?|passwd|passphrase|pwd|pass|key(?<=(?:api|access|account|auth|private|encryption|signing|shared|master|subscription)[_-]?key)|credentials?)(?<tail>[A-Za-z0-9_-]{0,40})\\{0,3}["'`]?\]?(?<sign>[ \t]{0,4}(?:=>|:=|=|:)[ \t]{0,4}|[ \t])/gi;

const QUOTED = /(?<open>\\{0,3}["'`])(?<value>(?<=")[^\n"]{1,4096}|(?<=')[^\n']{1,4096}|(?<=`)[^\n`]{1,4096})/y;
const BARE = /[^\s"'`<>]{1,4096}/y;

function* find(text: string): Generator<Match> {
  let done = 0;
  for (const { 0: found, index, groups } of text.matchAll(NAME)) {
    if (index < done) continue;
    const written = groups?.['sign'] ?? '';
    const sign = written.trim();
    const head = headOf(text, index);
    const assignment = { name: head + nameOf(found, written), sign, spaced: written !== sign, at: index - head.length };
    if (!namesSecret(assignment.name)) continue;
    for (const match of valueAt(text, index + found.length, assignment)) {
      done = match.end;
      yield match;
    }
  }
}

/** The part of a name before the word that makes it a secret's. */
const headOf = (text: string, index: number): string => {
  let start = index;
  while (start > 0 && index - start < 60 && /[A-Za-z0-9_-]/.test(text[start - 1] ?? '')) start--;
  return text.slice(start, index);
};

interface Assignment {
  readonly name: string;
  /** `''`: only a blank, as after a flag. */
  readonly sign: string;
  readonly spaced: boolean;
  /** Where the name begins. */
  readonly at: number;
}

const nameOf = (found: string, written: string): string =>
  found.slice(0, found.length - written.length).replace(/[\\"'`\]]{1,6}$/, '');

/** Last words that say that the value is about a secret, not the secret. */
const ABOUT =
  /(?:^|[_-])(?:files?|paths?|dirs?|urls?|uris?|names?|ids?|lengths?|len|limits?|counts?|ttl|expir(?:y|es|ation)|types?|kinds?|sizes?|budgets?|usages?|max|min|index|policy|regex|patterns?|headers?|endpoints?|arn|enabled|required|timeouts?|fields?|labels?|hints?|used|total|input|output|per|cache|read|write|creation|details|version|status|store|manager|provider)$/;

const namesSecret = (name: string): boolean => {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/^[-_]+/, '');
  if (ABOUT.test(words)) return false;
  // the shell's own PWD and OLDPWD; a test's PASS
  if (/^(?:(?:old)?pwd|pass)$/.test(words)) return false;
  return /(?:^|[_-])(?:secrets?|tokens?|passwords?|passwd|passphrase|pwd|pass|credentials?|api[_-]?key|apikey|(?:access|account|auth|private|encryption|signing|shared|master|subscription)[_-]?key)(?:$|[_-])|password$|passwd$|secret$|token$|apikey$/.test(
    words,
  );
};

function* valueAt(text: string, at: number, assignment: Assignment): Generator<Match> {
  QUOTED.lastIndex = at;
  const quoted = QUOTED.exec(text);
  if (quoted !== null) {
    const value = (quoted.groups?.['value'] ?? '').replace(/\\+$/, '');
    const start = at + (quoted.groups?.['open'] ?? '').length;
    if (isQuotedSecret(value, assignment)) {
      yield { start, end: start + value.length, values: [value] };
    }
    return;
  }
  BARE.lastIndex = at;
  const value = trimmed(BARE.exec(text)?.[0] ?? '');
  if (value === '') return;
  if (isBareSecret(value, assignment)) {
    yield { start: at, end: at + value.length, values: [value, value.split(/[;&|,)]/)[0] ?? ''] };
  } else if (isPlainPassword({ ...assignment, value, ...lineAround(text, assignment.at, at + value.length) })) {
    yield secretAt(at, value);
  }
}

/** As much of the line as tells code from what is no code, and of the line above. */
const lineAround = (text: string, from: number, to: number): Pick<PlainAssignment, 'above' | 'before' | 'after'> => {
  const lines = text.slice(Math.max(0, from - 128), from).split('\n');
  return {
    above: lines.at(-2) ?? '',
    before: (lines.at(-1) ?? '').slice(-64).replace(/["'`]$/, ''),
    after: /^[^\n]*/.exec(text.slice(to, to + 64))?.[0] ?? '',
  };
};

const isQuotedSecret = (value: string, assignment: Assignment): boolean => {
  if (assignment.sign === '') return assignment.name.startsWith('--') && looksRandom(value);
  return isSecretText(value, assignment) && (isEnvName(assignment.name) || value.length >= MIN_IN_CODE);
};

/** `"repo_token": "read"`: short words in code and configuration are settings. */
const MIN_IN_CODE = 6;

const isEnvName = (name: string): boolean => /^[A-Z0-9_]+$/.test(name);

const trimmed = (value: string): string => value.replace(/[\\;,)}\].]{1,8}$/, '');

/** In code a key of an account is often the key that something is stored under: `AUTH_KEY = 'auth-user'`. */
const MAY_BE_ENTRY = /(?:account|auth|shared|master|subscription)[_-]?key$/i;

const isSecretText = (value: string, { name }: Assignment): boolean =>
  value.trim() !== '' &&
  !isPlaceholder(value) &&
  !isPathLike(value) &&
  (!MAY_BE_ENTRY.test(name) || (value.length >= 16 && /\d/.test(value))) &&
  !isAmount(value, name) &&
  (isPhrase(name) || !isProse(value, name));

/** Messages are often named after a secret: `"password": "Please enter a password"`. */
const isProse = (value: string, name: string): boolean =>
  value.split(/\s/, 4).length > 3 && (!isPasswordName(name) || isSentence(value));

const isPhrase = (name: string): boolean => isEnvName(name) || /passphrase$/i.test(name);

/** `MAX_TOKENS=4096` counts something. */
const isAmount = (value: string, name: string): boolean =>
  /token/i.test(name) && /^\d{1,9}(?:\.\d+)?[kKmM]?(?:$|\\n)/.test(value);

const isBareSecret = (value: string, assignment: Assignment): boolean => {
  if (!isSecretText(value, assignment)) return false;
  const { name, sign, spaced } = assignment;
  if (sign === '') return name.startsWith('--') && looksRandom(value);
  if (sign === '=' && isEnvName(name) && !spaced) return true;
  // code: names, calls and members are no values; nor are places in a page
  return looksRandom(value) && !/[(){}[\]]|^#[A-Za-z-]+$|^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(value);
};

/** With a digit or a sign among letters, and not short. */
const looksRandom = (value: string): boolean =>
  value.length >= 6 &&
  !isPlaceholder(value) &&
  !isOrdinaryWord(value.replace(/[!?]{1,3}$/, '')) &&
  /[0-9!@#$%^&*+/=]/.test(value) &&
  /[A-Za-z]/.test(value);
