import { type Match, type RedactionRule, withoutOverlap } from '../rule.ts';
import { canBeSecret, type OptionValue, optionValueAt, secretAt } from '../values/option-value.ts';
import { type Reads, readsPassword } from '../names/password-reader.ts';

/**
 * What is handed to a program that reads a password from its input: `echo X | sudo -S …`, `sudo -S … <<< X`,
 * `echo u:X | chpasswd`, `chpasswd <<EOF`.
 */
export const pipedPassword: RedactionRule = { id: 'piped-password', secret: true, contextual: true, find };

/** A text that is printed: its value begins where the match ends. */
const PRINTED =
  /(?<![\w.-])(?:echo|printf|yes)(?:[ \t]{1,4}-[neE]{1,3})?(?:[ \t]{1,4}\\{0,3}["']?(?:%s(?:\\{1,4}n)?){1,3}\\{0,3}["']?)?[ \t]{1,4}/g;
/** Behind it: the end of its quotes, the same once more, where its messages go, and the pipe. */
const PIPE =
  /\\{0,3}["'`]?(?<again>[ \t]{1,4}\\{0,3}["'][^\s"'|]{1,120}["'])?(?:[ \t]{0,4}\d?>{1,2}[ \t]{0,2}[^\s|;<>]{1,120}){0,2}[ \t]{0,4}\|&?[ \t]{0,4}(?:tee[ \t]{1,4}[^\s|;<>]{1,120}[ \t]{0,4}\|[ \t]{0,4})?/y;
/** The same from a here-string, on the line of the program. */
const HERE = /<<<[ \t]{0,4}/g;
/** Or from a here-document: what is on its line behind it, and how its lines end. */
const DOCUMENT =
  /<<-?[ \t]{0,2}\\{0,3}(?<mark>["']?)(?<word>[A-Za-z_]\w{0,40})(?:\\{1,3}(?=["']))?\k<mark>(?<rest>[^\n\\<`]{0,200})(?<end>\n|\\n)/g;
const MAX_LINES = 50;
const USER = /^[\w.@-]{1,64}:(?=\S)/;
const MAX_LINE = 400;

function* find(text: string): Generator<Match> {
  const matches: Match[] = [];
  for (const { 0: found, index } of text.matchAll(PRINTED)) {
    const given = optionValueAt(text, index + found.length);
    if (given !== undefined) matches.push(...printedSecret(text, given));
  }
  for (const { 0: found, index } of text.matchAll(HERE)) {
    const given = optionValueAt(text, index + found.length);
    if (given !== undefined) matches.push(...secretsOf(given, readsPassword(commandBefore(text, index))));
  }
  for (const found of text.matchAll(DOCUMENT)) matches.push(...documentSecrets(text, found));
  yield* withoutOverlap(matches);
}

const printedSecret = (text: string, given: OptionValue): readonly Match[] => {
  PIPE.lastIndex = given.end;
  const piped = PIPE.exec(text);
  if (piped === null) return [];
  const reads = readsPassword(commandAt(text, given.end + piped[0].length));
  const again = piped.groups?.['again']?.trimStart() ?? '';
  const second = again === '' ? undefined : optionValueAt(text, text.indexOf(again, given.end));
  return [...secretsOf(given, reads), ...(second === undefined ? [] : secretsOf(second, reads))];
};

const documentSecrets = (text: string, { 0: found, index, groups = {} }: RegExpExecArray): readonly Match[] => {
  const { rest = '', end = '\n', word = '' } = groups;
  const pipe = rest.indexOf('|');
  const reads = readsPassword(pipe === -1 ? commandBefore(text, index) + rest : rest.slice(pipe + 1).trimStart());
  if (reads === undefined) return [];
  const matches: Match[] = [];
  let start = index + found.length;
  // the first line is the password, or each is a user's: the first that is none ends them
  for (let nth = 0; nth < (reads === 'user:password' ? MAX_LINES : 1); nth++) {
    const near = text.slice(start, start + MAX_LINE);
    const length = near.indexOf(end);
    const line = length === -1 ? near : near.slice(0, length);
    const value = line.trim();
    if (value === word || (reads === 'user:password' && !USER.test(value))) break;
    matches.push(...secretOf({ start: start + line.indexOf(value), value }, reads));
    start += line.length + end.length;
  }
  return matches;
};

/** Up to where the next command begins. */
const commandAt = (text: string, at: number): string => /^[^\n;|&]*/.exec(text.slice(at, at + MAX_LINE))?.[0] ?? '';

/** In JSON and code a quote opens it. */
const COMMAND_START = /\n|\\n|[;|&`(]|[:,[]\s?\\{0,3}["']/;

/** Of a shell, or of a quote in Markdown. */
const PROMPT = /^(?:[>$#%❯][ \t]{1,4}){1,3}/;

const commandBefore = (text: string, index: number): string =>
  (
    text
      .slice(Math.max(0, index - MAX_LINE), index)
      .split(COMMAND_START)
      .at(-1) ?? ''
  )
    .trimStart()
    .replace(PROMPT, '');

/** `echo -e "X\nX" | passwd`: each line. */
const secretsOf = ({ start, value }: OptionValue, reads: Reads | undefined): readonly Match[] => {
  let at = start;
  return value.split(/(\\{1,3}n)/).flatMap((part, nth) => {
    const from = at;
    at += part.length;
    return nth % 2 === 0 ? secretOf({ start: from, value: part }, reads) : [];
  });
};

/** What stands before the secret. */
const SIGNS: Readonly<Record<Reads, RegExp>> = {
  password: /^/,
  'user:password': USER,
  'AUTH password': /^AUTH[ \t]{1,4}(?:[^\s]{1,64}[ \t]{1,4})?(?=\S{1,400}$)/i,
};

const secretOf = (
  { start, value }: Pick<OptionValue, 'start' | 'value'>,
  reads: Reads | undefined,
): readonly Match[] => {
  const sign = reads === undefined ? undefined : SIGNS[reads].exec(value)?.[0].length;
  if (sign === undefined) return [];
  const secret = value.slice(sign);
  return canBeSecret(secret) ? [secretAt(start + sign, secret)] : [];
};
