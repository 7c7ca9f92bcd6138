import type { Match, RedactionRule } from '../rule.ts';
import { OPERAND_FORMS, type OperandForm } from '../names/operand-forms.ts';
import { canBeSecret, type OptionValue, optionValueAt, secretAt } from '../values/option-value.ts';

/** What a program takes as a word of its own: `htpasswd -b f ada X`, `rabbitmqctl add_user ada X`, `npm config set …:_authToken X`. */
export const operandPassword: RedactionRule = { id: 'operand-password', secret: true, contextual: true, find };

const NAMES = [...OPERAND_FORMS.keys()].sort((a, b) => b.length - a.length);
/** What stands before a name is looked at only where one was found: that is many times as fast. */
const PROGRAM = new RegExp(
  String.raw`(?:${NAMES.map((name) => name.replaceAll('-', String.raw`\-`)).join('|')})(?:\.exe)?(?=\\{0,3}["'\s])`,
  'g',
);
const BEFORE = /(?:^|[\s"'`(/]|\\n)$/;
/** Between two words: blanks, a line that goes on, or what stands between two items of a list. */
const BETWEEN = /\\{0,3}["'`]?(?:,[ \t]{0,4}(?=\\{0,3}["'`])|[ \t]{1,8}(?:\\\r?\n[ \t]{0,32})?)/y;
/** `2>&1`, `> log`, `&>/dev/null`: no operand, wherever it stands. A here-document or a process is none of these. */
const REDIRECTION = /(?:\d{1,2}|&)?(?:>>|>\||>|<)(?![<(])(?:&[\d-]{1,2}|[ \t]{0,4}(?=[^\s&|;<>]))/y;
const MAX_WORDS = 24;

/** Each program is read for a bounded number of words, so the whole is linear. */
function* find(text: string): Generator<Match> {
  let done = 0;
  for (const { 0: found, index } of text.matchAll(PROGRAM)) {
    if (index < done || !BEFORE.test(text.slice(Math.max(0, index - 2), index))) continue;
    const words = wordsFrom(text, index + found.length);
    const forms = OPERAND_FORMS.get(found.replace(/\.exe$/, '')) ?? [];
    const secrets = forms.map((form) => secretsOf(words, form)).find(({ length }) => length > 0) ?? [];
    done = secrets.at(-1)?.end ?? done;
    yield* secrets;
  }
}

const wordsFrom = (text: string, from: number): readonly OptionValue[] => {
  const words: OptionValue[] = [];
  let at = from;
  for (let nth = 0; nth < MAX_WORDS; nth++) {
    const start = nextWord(text, at, words.at(-1));
    if (start === undefined) break;
    const redirected = endOfRedirection(text, start);
    if (redirected !== undefined) {
      at = redirected;
      continue;
    }
    const word = optionValueAt(text, start);
    if (word === undefined || /^(?:&|\\n|#)/.test(word.value)) break;
    words.push(word);
    at = word.end;
  }
  return words;
};

/** Where the next word begins: behind blanks, or where the quoted value of an option does (`--body="X"`). */
const nextWord = (text: string, at: number, last: OptionValue | undefined): number | undefined => {
  if (
    last !== undefined &&
    !last.quoted &&
    /^--?[A-Za-z]/.test(last.value) &&
    /^\\{0,3}["']/.test(text.slice(at, at + 4))
  )
    return at;
  BETWEEN.lastIndex = at;
  const between = BETWEEN.exec(text);
  return between === null ? undefined : at + between[0].length;
};

const endOfRedirection = (text: string, at: number): number | undefined => {
  REDIRECTION.lastIndex = at;
  const found = REDIRECTION.exec(text)?.[0];
  if (found === undefined) return undefined;
  const end = at + found.length;
  return /&[\d-]+$/.test(found) ? end : optionValueAt(text, end)?.end;
};

const secretsOf = (words: readonly OptionValue[], form: OperandForm): readonly Match[] => {
  if (form.needs !== undefined && !words.some(({ value }) => form.needs?.test(value))) return [];
  const start = afterVerbs(words, form.verbs ?? []);
  if (start === undefined) return [];
  const given = words.slice(start);
  const pattern = form.within ?? form.part;
  const holding = form.within === undefined ? [wordOf(given, form)] : given;
  return holding.flatMap((word) => {
    const part = pattern === undefined ? word?.value : pattern.exec(word?.value ?? '')?.groups?.['secret'];
    if (word === undefined || part === undefined || !canBeSecret(part)) return [];
    return [secretAt(word.start + word.value.lastIndexOf(part), part)];
  });
};

/** Before the first verb are options alone, so that `git commit -m 'config token X'` is no configuration. */
const afterVerbs = (words: readonly OptionValue[], verbs: readonly string[]): number | undefined => {
  let at = 0;
  for (const verb of verbs) {
    while (words[at] !== undefined && words[at]?.value !== verb && (isOption(words[at]) || isOption(words[at - 1])))
      at++;
    if (words[at]?.value !== verb) return undefined;
    at++;
  }
  return at;
};

const isOption = (word: OptionValue | undefined): boolean =>
  word !== undefined && /^-|^\/[A-Za-z]+(?::|$)/.test(word.value);

const wordOf = (
  words: readonly OptionValue[],
  { behind, nth, least = 1, takes }: OperandForm,
): OptionValue | undefined => {
  if (behind !== undefined) {
    const at = words.findIndex(({ value }) => behind.test(value));
    return at === -1 ? undefined : words[at + 1];
  }
  const operands = words.filter((word, at) => !isOption(word) && takes?.test(words[at - 1]?.value ?? '') !== true);
  if (nth === 'last') return operands.length < least ? undefined : operands.at(-1);
  return nth === undefined ? undefined : operands[nth - 1];
};
