import type { Match, RedactionRule } from '../rule.ts';
import { canBeSecret, type OptionValue, optionValueAt, secretAt } from './option-value.ts';

/** What is handed to a program that reads a password from its input: `echo X | sudo -S …`, `sudo -S … <<< X`, `echo u:X | chpasswd`. */
export const pipedPassword: RedactionRule = { id: 'piped-password', secret: true, contextual: true, find };

/** A text that is printed: its value begins where the match ends. */
const PRINTED =
  /(?<![\w.-])(?:echo|printf)(?:[ \t]{1,4}-[neE]{1,3})?(?:[ \t]{1,4}\\{0,3}["']?%s(?:\\{1,4}n)?\\{0,3}["']?)?[ \t]{1,4}/g;
const PIPE = /\\{0,3}["'`]?[ \t]{0,4}\|[ \t]{0,4}/y;
/** Programs and options with which the input is the password. sudo(8), docker-login(1), gh-auth-login(1), gpg(1), cryptsetup(8). */
const READER =
  /(?:sudo(?:[ \t]{1,4}-[A-Za-z]{1,4}(?:[ \t]{1,4}[a-z]{1,20}(?=[ \t]{1,4}-))?){0,4}?[ \t]{1,4}-[A-Za-z]{0,4}S[A-Za-z]{0,4}(?![\w-])|(?:[^\s|;&<>]{1,200}[ \t]{1,4}){1,12}(?:--password-stdin|--passphrase-fd[ =]0|--with-token|--key-file[ =]-(?=\s)))/y;
const PASSWD =
  /(?:sudo[ \t]{1,4})?(?:passwd[ \t]{1,4}(?:[^\s|;&]{1,40}[ \t]{1,4})?--stdin|(?<users>chpasswd))(?![\w-])/y;
/** The same from a here-string, on the line of the program. */
const HERE = /<<<[ \t]{0,4}/g;
const MAX_LINE = 400;

function* find(text: string): Generator<Match> {
  const matches: Match[] = [];
  for (const { 0: found, index } of text.matchAll(PRINTED)) {
    const given = optionValueAt(text, index + found.length);
    if (given !== undefined) matches.push(...printedSecret(text, given));
  }
  for (const { 0: found, index } of text.matchAll(HERE)) {
    const given = optionValueAt(text, index + found.length);
    if (given !== undefined) matches.push(...givenSecret(text, given, index));
  }
  yield* matches.sort((a, b) => a.start - b.start);
}

const printedSecret = (text: string, given: OptionValue): readonly Match[] => {
  const piped = behind(PIPE, text, given.end);
  if (piped === undefined) return [];
  const at = given.end + piped[0].length;
  const reader = behind(PASSWD, text, at);
  if (reader?.groups?.['users'] !== undefined) return ofUser(given);
  return reader !== undefined || behind(READER, text, at) !== undefined ? whole(given) : [];
};

/** Looked for from where the command begins. */
const givenSecret = (text: string, given: OptionValue, index: number): readonly Match[] => {
  const line = text.slice(Math.max(0, index - MAX_LINE), index);
  const from = Math.max(...['\n', ';', '|', '&', '"', '`', '('].map((sign) => line.lastIndexOf(sign))) + 1;
  const command = line.slice(from).trimStart();
  if (/^(?:sudo[ \t]+)?chpasswd\b/.test(command)) return ofUser(given);
  return behind(PASSWD, command, 0) !== undefined || behind(READER, command, 0) !== undefined ? whole(given) : [];
};

const behind = (pattern: RegExp, text: string, at: number): RegExpExecArray | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
};

const whole = ({ start, value }: OptionValue): readonly Match[] => (canBeSecret(value) ? [secretAt(start, value)] : []);

/** `user:X`. */
const ofUser = ({ start, value }: OptionValue): readonly Match[] => {
  const sign = value.indexOf(':') + 1;
  const secret = value.slice(sign);
  return sign > 1 && canBeSecret(secret) ? [secretAt(start + sign, secret)] : [];
};
