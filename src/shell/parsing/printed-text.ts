import type { SyntaxNode } from 'unbash';
import { programName } from './directories.ts';
import { inputOf } from './redirections.ts';
import { type Token, tokensOf } from './tokens.ts';

/**
 * What a member of a pipe hands to the next as text of the line itself: `cat <<EOF`, `echo 'npm test'`, `printf '%s\n' …`;
 * undefined where only running it could tell.
 * @param given what it was itself handed by the member before
 */
export const printedText = (node: SyntaxNode, given: string | undefined): string | undefined => {
  if (node.type !== 'Command' || node.name === undefined || node.prefix.length > 0) return undefined;
  // what is redirected goes elsewhere
  if (node.redirects.some(({ operator }) => operator.includes('>'))) return undefined;
  const tokens = [node.name, ...node.args].flatMap((word) => (word.type === 'Word' ? tokensOf(word) : []));
  const [program, ...words] = tokens;
  if (words.length < node.args.length) return undefined;
  switch (programName(program?.value ?? '')) {
    case 'cat':
      return words.every(({ value }) => value === '-') ? (inputOf(node.redirects) ?? given) : undefined;
    case 'tee':
      return inputOf(node.redirects) ?? given;
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
