import { isHarmless, isStricter } from './harmless-options.ts';
import { aliasOf, among, hasLongSingles, isListed, listed, type Lists } from './option-lists.ts';

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
  /** Options that ask for more than the plain check does, with their values. */
  readonly stricter: readonly string[];
  /** What makes it another check: `-p tsconfig.build.json`. */
  readonly modes: readonly string[];
  readonly voids: readonly string[];
  readonly hollow: readonly string[];
  readonly masks: readonly string[];
  /** An operand said that all is meant: `.`, `./...`. */
  readonly whole: boolean;
  /** An option said so: `--all-files`. Operands stay what is picked of all. */
  readonly all: boolean;
}

interface Reading {
  readonly lists: Lists;
  readonly operands: string[];
  readonly options: Set<string>;
  readonly early: Set<string>;
  readonly narrowed: string[];
  readonly stricter: string[];
  readonly modes: string[];
  readonly voids: string[];
  readonly hollow: string[];
  readonly masks: string[];
  whole: boolean;
  all: boolean;
  started: boolean;
  /** Short options may stand together: no option of the tool is a long one with a single dash. */
  readonly clusters: boolean;
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
    stricter: [],
    modes: [],
    voids: [],
    hollow: [],
    masks,
    whole: false,
    all: false,
    started: false,
    clusters: !hasLongSingles(lists),
  };
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--' && lists.handedVoids !== undefined) {
      readHanded(reading, words.slice(index + 1));
      break;
    }
    if (word === '--' || word === '') continue;
    if (word.startsWith('-') && word !== '-') index += readOption(reading, word, words[index + 1]) ? 1 : 0;
    else readOperand(reading, word);
  }
  return reading;
};

const readHanded = ({ lists, voids, masks, narrowed }: Reading, words: readonly string[]): void => {
  for (const word of words) {
    const options = eachHanded(word);
    const empty = options.filter((option) => among(lists.handedVoids, option) || HELP.has(option));
    const hiding = options.filter((option) => among(lists.handedMasks, option));
    voids.push(...empty);
    masks.push(...hiding);
    const known = empty.length + hiding.length > 0;
    if (!known && (lists.operands !== 'ignored' || !SETTING.test(word))) narrowed.push(word);
  }
};

/** `-ik` and `-kij4` are several options of make; `-nologo` is one of MSBuild. */
const eachHanded = (word: string): readonly string[] => {
  const letters = TOGETHER.exec(word)?.groups?.['letters'];
  return letters === undefined ? [word] : Array.from(letters, (letter) => `-${letter}`);
};
const TOGETHER = /^-(?<letters>[bBdehiknqrRsStvwL]{2,8}|[bBdehiknqrRsStvwL](?=[jl]))(?:[jl][\d.]*)?$/;

/** Of a build: options, a count of jobs, and variables; other words are its targets, and what MSBuild calls one, if it is not all. */
const SETTING = /^(?:[-/](?!t(?:arget)?:(?!(?:(?:re|all_)?build)$))|\d+$)|=/i;

/** True when the next word is the option's value. */
const readOption = (reading: Reading, word: string, next: string | undefined): boolean => {
  const { lists } = reading;
  const option = optionIn(lists, word);
  const { name, attached } = option;
  if (attached === 'false' || (attached === undefined && next === 'false')) return switchedOff(reading, name);
  reading.options.add(name);
  if (!reading.started) reading.early.add(name);
  if (among(lists.whole, name)) reading.all = true;
  const form = `${name}=${attached ?? next ?? ''}`;
  if (among(lists.neutral, form)) return attached === undefined;
  let valued = false;
  const says = (list: string | undefined): boolean => {
    if (among(list, name)) return true;
    const found = among(list, form);
    if (found && attached === undefined) valued = true;
    return found;
  };
  if (says(lists.voids) || HELP.has(name)) reading.voids.push(word);
  if (says(lists.hollow)) reading.hollow.push(word);
  if (says(lists.masks)) reading.masks.push(valued ? form : word);
  return valued || (readStricter(reading, option, next) ?? readValued(reading, option, next));
};

/** What does nothing when it is switched off; any other option may weaken what is verified. */
const switchedOff = (reading: Reading, name: string): boolean => {
  const weaker = name.startsWith('--strict') || isForeign(reading, name);
  if (!isListed(reading.lists, name) && weaker) reading.modes.push(`${name}=false`);
  return false;
};

/** An option of which nothing is known. Of builds it is of no interest. */
const isForeign = ({ lists }: Reading, name: string): boolean =>
  lists.operands !== 'ignored' &&
  !isListed(lists, name) &&
  (/^-[DP]\w/.test(name) || (name.startsWith('--') && !isHarmless(name)));

const HELP: ReadonlySet<string> = new Set(['--help', '-h', '--version']);

interface Option {
  readonly name: string;
  readonly attached: string | undefined;
}

/** `--cov=src`; of a short one that asks for more, its value may follow at once: `-Dwarnings`. */
const optionIn = (lists: Lists, word: string): Option => {
  const [, short = '', value = ''] = /^(-[A-Z])(\w.*)$/s.exec(word) ?? [];
  if (among(lists.stricter, short) || among(lists.stricter, `${short}=${value}`)) {
    return { name: short, attached: value };
  }
  const [, written = word, attached] = /^(-[^=:]*)[=:](.*)$/s.exec(word) ?? [];
  return { name: listed(lists, written), attached };
};

/** Undefined when it is no such option. A switch that is given a value is another one: `--workspace=a`. */
const readStricter = ({ lists, stricter }: Reading, { name, attached }: Option, next = ''): boolean | undefined => {
  const known = aliasOf(lists.aliases, name);
  const value = attached ?? next;
  const isForm = among(lists.stricter, `${name}=${value}`);
  const isSwitch = isStricter(name) && !isListed(lists, name) && (attached ?? 'true') === 'true';
  if (!isForm && !isSwitch && !among(lists.stricter, name)) return undefined;
  const isValued = isForm || among(lists.values, name);
  stricter.push(isValued ? `${known} ${value}` : known);
  return isValued && attached === undefined;
};

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
  else if (among(lists.values, name)) return takesNext({ name, attached }, next);
  else if (isCluster(reading, name)) {
    return readCluster(reading, attached === undefined ? name : `${name}=${attached}`, next);
  } else if (isForeign(reading, name)) {
    const counts = attached === undefined && NUMBER.test(next ?? '');
    reading.modes.push(attached === undefined && !counts ? known : written);
    return counts;
  }
  return false;
};

/** `--retries 3`: no test has such a name. */
const NUMBER = /^\d+$/;

/** `--cov` may stand without its value: another long option is none. */
const takesNext = ({ name, attached }: Option, next = ''): boolean =>
  attached === undefined && !name.startsWith('-D') && !next.startsWith('--');

const isCluster = ({ lists, clusters }: Reading, name: string): boolean =>
  SHORT.test(name) && (clusters || among(lists.narrows, name.slice(0, 2)));

const SHORT = /^-[A-Za-z][^-]/;

/** Several short options in one word, of which the last may have a value: `-ki`, `-xk name`, `-j4i`, `-kname`. */
const readCluster = (reading: Reading, word: string, next: string | undefined): boolean => {
  const { lists } = reading;
  for (let index = 1; index < word.length; index++) {
    const name = `-${word[index] ?? ''}`;
    const rest = word.slice(index + 1).replace(/^=/, '');
    const valued = [lists.narrows, lists.variants].some((list) => among(list, name));
    if (valued) {
      const written = `${aliasOf(lists.aliases, name)} ${rest === '' ? (next ?? '') : rest}`.trim();
      (among(lists.narrows, name) ? reading.narrowed : reading.modes).push(written);
      return rest === '';
    }
    if (!reading.clusters || among(lists.values, name)) return false;
    if (among(lists.voids, name)) reading.voids.push(name);
    if (among(lists.masks, name)) reading.masks.push(name);
    if (among(lists.narrowing, name)) reading.narrowed.push(name);
    if (among(lists.modes, name)) reading.modes.push(aliasOf(lists.aliases, name));
  }
  return false;
};

/** Patterns that are written to match no test at all. */
const EMPTY_RUN = /^(?:\^\$|\$\^|\^?(?:XXX+|xxx+|NONE|none|nothing)\$?)$/;

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
