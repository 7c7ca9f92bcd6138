import type { Match, RedactionRule } from '../rule.ts';
import { OPERAND_FORMS, type OperandForm } from './operand-forms.ts';
import { canBeSecret, type OptionValue, optionValueAt, secretAt } from './option-value.ts';

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
const MAX_WORDS = 24;

/** Each program is read for a bounded number of words, so the whole is linear. */
function* find(text: string): Generator<Match> {
  let done = 0;
  for (const { 0: found, index } of text.matchAll(PROGRAM)) {
    if (index < done || !BEFORE.test(text.slice(Math.max(0, index - 2), index))) continue;
    const words = wordsFrom(text, index + found.length);
    const forms = OPERAND_FORMS.get(found.replace(/\.exe$/, '')) ?? [];
    const secret = forms.map((form) => secretOf(words, form)).find((each) => each !== undefined);
    if (secret === undefined) continue;
    done = secret.end;
    yield secret;
  }
}

const wordsFrom = (text: string, from: number): readonly OptionValue[] => {
  const words: OptionValue[] = [];
  let at = from;
  while (words.length < MAX_WORDS) {
    BETWEEN.lastIndex = at;
    const between = BETWEEN.exec(text);
    const word = between === null ? undefined : optionValueAt(text, at + between[0].length);
    if (word === undefined || /^(?:&|\\n|#)/.test(word.value)) break;
    words.push(word);
    at = word.end;
  }
  return words;
};

const secretOf = (words: readonly OptionValue[], form: OperandForm): Match | undefined => {
  if (form.needs !== undefined && !words.some(({ value }) => form.needs?.test(value))) return undefined;
  const start = afterVerbs(words, form.verbs ?? []);
  if (start === undefined) return undefined;
  const word = wordOf(words.slice(start), form);
  if (word === undefined) return undefined;
  const part = form.part === undefined ? word.value : form.part.exec(word.value)?.groups?.['secret'];
  if (part === undefined || !canBeSecret(part)) return undefined;
  return secretAt(word.start + word.value.lastIndexOf(part), part);
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

const wordOf = (words: readonly OptionValue[], { behind, nth, least = 1 }: OperandForm): OptionValue | undefined => {
  if (behind !== undefined) {
    const at = words.findIndex(({ value }) => behind.test(value));
    return at === -1 ? undefined : words[at + 1];
  }
  const operands = words.filter((word) => !isOption(word));
  if (nth === 'last') return operands.length < least ? undefined : operands.at(-1);
  return nth === undefined ? undefined : operands[nth - 1];
};
