import type { Redirection, SyntaxNode } from 'unbash';
import { programName } from './directories.ts';
import { inputOf } from './redirections.ts';
import { plainStart } from './plain-start.ts';
import { type Token, tokensOf } from './tokens.ts';

/** What a member of a pipe hands to the next, as far as the line tells. */
export interface HandedOn {
  /** Text of the line itself: `cat <<EOF`, `echo 'npm test'`, `printf '%s\\n' …`. */
  readonly text?: string;
  /** Stands for the names that it prints, all below one place: `find /tmp -name …`. */
  readonly listed?: Token;
}

/** @param given what the member was itself handed by the one before; undefined where only running it could tell */
export const handedOn = (node: SyntaxNode, given: HandedOn | undefined): HandedOn | undefined => {
  if (node.type !== 'Command' || node.name === undefined || node.prefix.length > 0) return undefined;
  if (node.redirects.some(isElsewhere)) return undefined;
  const tokens = [node.name, ...node.args].flatMap((word) => (word.type === 'Word' ? tokensOf(word) : []));
  const [program, ...words] = tokens;
  if (words.length < node.args.length) return undefined;
  const name = programName(program?.value ?? '');
  if (name === 'find') return listedBy(words);
  if (PASS_ON.has(name)) return given?.listed === undefined ? undefined : { listed: given.listed };
  const text = textOf(name, words, inputOf(node.redirects) ?? given?.text);
  return text === undefined ? undefined : { text };
};

/** What is redirected goes elsewhere, or comes from there; errors are of no interest. */
const isElsewhere = (redirect: Redirection): boolean =>
  redirect.type === 'Redirect' &&
  !(redirect.descriptor?.type === 'FileDescriptor' && redirect.descriptor.value === 2 && redirect.operator !== '&>');

/** They print some of the lines that they read. */
const PASS_ON: ReadonlySet<string> = new Set(['grep', 'sort', 'uniq', 'head', 'tail']);

const listedBy = (words: readonly Token[]): HandedOn | undefined => {
  if (words.some(({ value }) => /^-(?:exec|ok|printf|fprint|fls|delete)/.test(value))) return undefined;
  const listed = plainStart(words);
  return listed.value === '{}' ? undefined : { listed };
};

const textOf = (program: string, words: readonly Token[], input: string | undefined): string | undefined => {
  switch (program) {
    case 'cat':
      return words.every(({ value }) => value === '-') ? input : undefined;
    case 'tee':
      return input;
    case 'echo':
      return literal(words[0]?.value === '-n' ? words.slice(1) : words);
    case 'printf':
      return printed(words);
    default:
      return undefined;
  }
};

/** Without anything that only the shell could tell, and without escapes. */
const literal = (words: readonly Token[]): string | undefined =>
  words.some(({ value, open }) => open || value.includes('\\') || /^-[eE]/.test(value))
    ? undefined
    : `${words.map(({ value }) => value).join(' ')}\n`;

const printed = ([format, ...words]: readonly Token[]): string | undefined => {
  if (format === undefined || format.open || words.some(({ open }) => open)) return undefined;
  if (/^%s(?:\\n)?$/.test(format.value)) return words.map(({ value }) => `${value}\n`).join('');
  const text = format.value.replaceAll(String.raw`\n`, '\n');
  return words.length === 0 && !/[%\\]/.test(text) ? text : undefined;
};
