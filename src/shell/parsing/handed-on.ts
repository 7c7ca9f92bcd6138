import type { Redirection, SyntaxNode } from 'unbash';
import { plainStart } from './plain-start.ts';
import { type GivenText, inputOf } from './given-input.ts';
import { type Token, tokensOf } from './tokens.ts';

/** What a member of a pipe hands to the next, as far as the line plainly tells. */
export interface HandedOn {
  /** Text of the line itself: `cat <<EOF`, `echo 'npm test'`, `printf '%s\\n' …`. */
  readonly given?: GivenText;
  /** A file whose text it is: `cat fix.sh`. */
  readonly file?: string;
  /** Stands for the names that it prints, all below one place: `find /tmp -name …`. */
  readonly listed?: Token;
}

/** @param before what the member was itself handed by the one before; undefined where only running it could tell */
export const handedOn = (node: SyntaxNode, before: HandedOn | undefined): HandedOn | undefined => {
  if (node.type !== 'Command' || node.name === undefined || node.prefix.length > 0) return undefined;
  if (node.redirects.some(isElsewhere)) return undefined;
  const tokens = [node.name, ...node.args].flatMap((word) => (word.type === 'Word' ? tokensOf(word) : []));
  const [program, ...words] = tokens;
  if (words.length < node.args.length) return undefined;
  const name = program?.value.replace(/^(?:\/usr)?\/bin\//, '') ?? '';
  if (name === 'find') return listedBy(words);
  const file = name === 'cat' ? onlyFile(words) : undefined;
  if (file !== undefined) return { file };
  if (PASS_ON.has(name)) return before?.listed === undefined ? undefined : { listed: before.listed };
  const given = textOf(name, words, inputOf(node.redirects, before?.given));
  return given === undefined ? undefined : { given };
};

const onlyFile = ([only, ...more]: readonly Token[]): string | undefined =>
  only === undefined || more.length > 0 || only.open || only.value.startsWith('-') ? undefined : only.value;

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

const textOf = (program: string, words: readonly Token[], input: GivenText | undefined): GivenText | undefined => {
  switch (program) {
    case 'cat':
      return words.every(({ value }) => value === '-') ? input : undefined;
    case 'tee':
      return input;
    case 'echo':
      return words[0]?.value.startsWith('-') === true ? undefined : plain(words, ' ');
    case 'printf':
      return printed(words);
    default:
      return undefined;
  }
};

/** Without anything that only the shell could tell, and without escapes, of which each shell knows others. */
const plain = (words: readonly Token[], separator: string): GivenText | undefined =>
  words.some(({ value, open }) => open || value.includes('\\'))
    ? undefined
    : { text: `${words.map(({ value }) => value).join(separator)}\n`, expanded: false };

/** With `%s\n` a line for each word, else a text without formats. */
const printed = ([format, ...words]: readonly Token[]): GivenText | undefined => {
  if (format === undefined || format.open) return undefined;
  if (format.value === String.raw`%s\n`) return plain(words, '\n');
  const text = format.value.replaceAll(String.raw`\n`, '\n');
  return words.length > 0 || /^-|[%\\]/.test(text) ? undefined : { text, expanded: false };
};
