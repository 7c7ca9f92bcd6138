import type { CheckTool } from './tool.ts';

/** Which words of a command line say what of a check. */
export interface Arguments {
  /** Words that are no options, in order; `optional` first words and such as mean the whole are left out. */
  readonly operands: readonly string[];
  /** Options that were there, by name. */
  readonly options: ReadonlySet<string>;
  /** Those before the first operand. */
  readonly early: ReadonlySet<string>;
  /** Narrowing options with their values. */
  readonly narrowed: readonly string[];
  /** What makes it another check: `-p tsconfig.build.json`. */
  readonly modes: readonly string[];
  readonly voids: readonly string[];
  readonly hollow: readonly string[];
  readonly masks: readonly string[];
  /** An operand said that all is meant: `.`, `./...`. */
  readonly whole: boolean;
}

type Lists = Pick<
  CheckTool,
  | 'values'
  | 'narrows'
  | 'narrowing'
  | 'variants'
  | 'modes'
  | 'aliases'
  | 'voids'
  | 'hollow'
  | 'masks'
  | 'whole'
  | 'optional'
  | 'bare'
>;

interface Reading {
  readonly lists: Lists;
  readonly operands: string[];
  readonly options: Set<string>;
  readonly early: Set<string>;
  readonly narrowed: string[];
  readonly modes: string[];
  readonly voids: string[];
  readonly hollow: string[];
  readonly masks: string[];
  whole: boolean;
  started: boolean;
}

/** Reads the words after the program and subcommand by the option lists of a tool. */
export const readArguments = (lists: Lists, words: readonly string[]): Arguments => {
  const masks = lists.masks === 'always' ? ['exits 0 whatever it finds'] : [];
  const reading: Reading = {
    lists,
    operands: [],
    options: new Set(),
    early: new Set(),
    narrowed: [],
    modes: [],
    voids: [],
    hollow: [],
    masks,
    whole: false,
    started: false,
  };
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--' || word === '') continue;
    if (word.startsWith('-') && word !== '-') index += readOption(reading, word, words[index + 1]) ? 1 : 0;
    else readOperand(reading, word);
  }
  return reading;
};

const among = (list: string | undefined, word: string): boolean =>
  list !== undefined && ` ${list} `.includes(` ${word} `);

/** True when the next word is the option's value. */
const readOption = (reading: Reading, word: string, next: string | undefined): boolean => {
  const { lists } = reading;
  const [, name = word, attached] = /^(-[^=:]*)[=:](.*)$/s.exec(word) ?? [];
  if (attached === 'false') return false;
  reading.options.add(name);
  if (!reading.started) reading.early.add(name);
  const says = (list: string | undefined): boolean =>
    among(list, name) || (attached !== undefined && among(list, word));
  if (says(lists.voids) || HELP.has(name)) reading.voids.push(word);
  if (says(lists.hollow)) reading.hollow.push(word);
  if (says(lists.masks)) reading.masks.push(word);
  return readValued(reading, { name, attached }, next);
};

const HELP: ReadonlySet<string> = new Set(['--help', '-h', '--version']);

interface Option {
  readonly name: string;
  readonly attached: string | undefined;
}

const readValued = (reading: Reading, { name, attached }: Option, next: string | undefined): boolean => {
  const { lists } = reading;
  const known = aliasOf(lists.aliases, name);
  const value = (attached ?? next ?? '').trim();
  const written = `${known} ${value}`.trim();
  if (among(lists.narrows, name)) {
    if (name === '-run' && EMPTY_RUN.test(value)) reading.voids.push(written);
    else reading.narrowed.push(written);
    return attached === undefined;
  }
  if (among(lists.narrowing, name)) reading.narrowed.push(attached === undefined ? known : written);
  else if (among(lists.variants, name)) {
    reading.modes.push(written);
    return attached === undefined;
  } else if (among(lists.modes, name)) reading.modes.push(known);
  else if (among(lists.values, name)) return attached === undefined;
  else if (/^-[A-Za-z][^-]/.test(name) && among(lists.narrows, name.slice(0, 2))) {
    reading.narrowed.push(`${aliasOf(lists.aliases, name.slice(0, 2))} ${name.slice(2)}`);
  }
  return false;
};

/** Patterns that are written to match no test at all. */
const EMPTY_RUN = /^(?:\^\$|\$\^|\^?(?:XXX+|xxx+|NONE|none|nothing)\$?)$/;

const aliasOf = (aliases: string | undefined, name: string): string => {
  const pair = aliases?.split(' ').find((each) => each.startsWith(`${name}=`));
  return pair === undefined ? name : pair.slice(name.length + 1);
};

const readOperand = (reading: Reading, word: string): void => {
  const { lists } = reading;
  const first = !reading.started;
  if (word === 'true' || word === 'false' || word.startsWith('+')) return;
  reading.started = true;
  if (first && among(lists.optional, word)) reading.options.add(word);
  else if (among(lists.whole, word) || (lists.bare === undefined && /^\.\/?$/.test(word))) reading.whole = true;
  else reading.operands.push(asPath(word));
};

/** `./src/` and `src` are one. */
const asPath = (word: string): string => {
  const plain = word.replaceAll('\\', '/').replace(/^(?:\.\/)+(?=.)/, '');
  return plain.length > 1 && plain.endsWith('/') ? plain.slice(0, -1) : plain;
};
