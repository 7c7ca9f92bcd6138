import type { Word, WordPart } from 'unbash';

/** One word of a command after quotes were resolved. */
export interface Token {
  readonly value: string;
  /** It depends on a variable, substitution or glob. */
  readonly open: boolean;
}

export const token = (value: string): Token => ({ value, open: false });

/** A word as tokens: one, or several for plain braces (`{a,b}.ts`). `$HOME/` is `~/`, `$PWD/` is `./`. */
export const tokensOf = (word: Word): readonly Token[] => {
  const parts = word.parts ?? [];
  const braces = parts.filter((part) => part.type === 'BraceExpansion');
  const [brace] = braces;
  if (brace !== undefined && braces.length === 1 && parts.every((part) => part === brace || !isOpen(part))) {
    const options = braceOptions(brace.text);
    if (options !== undefined) return options.map((option) => token(textWith(parts, brace, option)));
  }
  const home = ownDirectory(parts);
  if (home !== undefined && OWN_DIRECTORY.test(word.value) && parts.slice(1).every((part) => !isOpen(part))) {
    return [token(word.value.replace(OWN_DIRECTORY, home))];
  }
  return [{ value: word.value, open: parts.some(isOpen) }];
};

const OWN_DIRECTORY = /^\$(?:HOME|PWD|\{HOME\}|\{PWD\})(?=\/|$)/;

const OPEN: ReadonlySet<WordPart['type']> = new Set([
  'SimpleExpansion',
  'ParameterExpansion',
  'CommandExpansion',
  'ArithmeticExpansion',
  'ProcessSubstitution',
  'ExtendedGlob',
  'BraceExpansion',
  'Glob',
]);

const isOpen = (part: WordPart): boolean =>
  OPEN.has(part.type) ||
  ((part.type === 'DoubleQuoted' || part.type === 'LocaleString') && part.parts.some((child) => OPEN.has(child.type)));

/** `{a,b}` without anything nested, at most 64 of them. */
const braceOptions = (text: string): readonly string[] | undefined => {
  const inner = text.slice(1, -1);
  if (!/^[^{}"'\\$`]*,[^{}"'\\$`]*$/.test(inner)) return undefined;
  const options = inner.split(',');
  return options.length > 64 ? undefined : options;
};

const textWith = (parts: readonly WordPart[], brace: WordPart, option: string): string =>
  parts.map((part) => (part === brace ? option : literal(part))).join('');

const literal = (part: WordPart): string => {
  if (part.type === 'Literal' || part.type === 'SingleQuoted' || part.type === 'AnsiCQuoted') return part.value;
  if (part.type === 'DoubleQuoted') return part.parts.map(literal).join('');
  return part.text;
};

/** The word begins with `$HOME` or `$PWD`, quoted or not. */
const ownDirectory = (parts: readonly WordPart[]): string | undefined => {
  const [first] = parts;
  const inner = first?.type === 'DoubleQuoted' ? first.parts : parts;
  const [head, ...more] = inner;
  if (first?.type === 'DoubleQuoted' && more.some((part) => OPEN.has(part.type))) return undefined;
  if (head === undefined) return undefined;
  if (['$HOME', '${HOME}'].includes(head.text)) return '~';
  return ['$PWD', '${PWD}'].includes(head.text) ? '.' : undefined;
};
