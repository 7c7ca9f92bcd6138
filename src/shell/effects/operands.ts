import type { SimpleCommand } from '../command-line.ts';
import { isRooted, joinDirectory } from '../parsing/directories.ts';
import { isSpecial, throughProc } from '../parsing/special-files.ts';

/** The words after a program (or subcommand) apart into options and plain operands. */
export interface Operands {
  /** Options as written, without `--`. */
  readonly options: readonly string[];
  /** Operands; null for one that only the shell could tell. */
  readonly words: readonly (string | null)[];
  /** Those that only the shell could tell, as written. */
  readonly opens: readonly string[];
  /** Values of options that take one, by the option. */
  readonly values: ReadonlyMap<string, string>;
}

/** `valued`: options whose value is the next word (or follows `=`). */
export const operandsOf = (command: SimpleCommand, start: number, valued: readonly string[] = []): Operands => {
  const options: string[] = [];
  const words: (string | null)[] = [];
  const opens: string[] = [];
  const values = new Map<string, string>();
  let ended = false;
  for (let index = start; index < command.argv.length; index++) {
    const word = command.argv[index] ?? '';
    if (ended || !word.startsWith('-') || word === '-') {
      const isOpen = command.open.includes(index);
      words.push(isOpen || word === '' ? null : word);
      if (isOpen) opens.push(word);
      continue;
    }
    if (word === '--') ended = true;
    else {
      const cut = word.startsWith('--') ? word.indexOf('=') : -1;
      const name = cut === -1 ? word : word.slice(0, cut);
      options.push(name);
      if (valued.includes(name)) values.set(name, cut === -1 ? (command.argv[++index] ?? '') : word.slice(cut + 1));
    }
  }
  return { options, words, opens, values };
};

/** Whether a one-letter option is there, alone or among others (`-rf`), or its long form. */
export const has = ({ options }: Operands, letters: string, ...long: readonly string[]): boolean =>
  options.some((option) => long.includes(option) || (/^-[A-Za-z]/.test(option) && sharesLetter(option, letters)));

const sharesLetter = (option: string, letters: string): boolean => {
  for (const letter of letters) if (option.includes(letter, 1)) return true;
  return false;
};

/** The directory in which it runs has no name here, though it may be known where that lies. */
export const isLost = ({ cwd }: SimpleCommand): boolean => cwd === null || cwd.includes('{}');

/** A path as seen from where the line began; undefined when that cannot be told. */
export const located = (command: SimpleCommand, path: string | null): string | undefined => {
  const plain = path === null ? null : throughProc(path);
  if (plain === null || isSpecial(plain)) return undefined;
  if (isLost(command) && !isRooted(plain)) return undefined;
  const joined = joinDirectory(command.cwd ?? '', plain);
  return joined === '' || joined === '/' || joined === '~' ? undefined : joined;
};

export const locatedAll = (command: SimpleCommand, words: readonly (string | null)[]): readonly string[] =>
  words.flatMap((word) => located(command, word) ?? []);
