import type { SimpleCommand } from '../command-line.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { programName } from '../parsing/directories.ts';
import type { SweepEffect } from './file-effect.ts';
import { located } from './operands.ts';
import { isPlainPattern } from './patterns.ts';

/**
 * What `find d -name '*.log' -delete` takes away, or `-exec rm {} +`: files below folders that it names, by patterns of
 * their names. None where anything else narrows it down.
 */
export const foundAndRemoved = (command: SimpleCommand): readonly SweepEffect[] => foundBy(command, wordsOf(command));

/** The same of `find d -name '*.log' | xargs rm`. @param fed what alone prints what it reads */
export const fedAndRemoved = (command: SimpleCommand, fed: SimpleCommand | undefined): readonly SweepEffect[] => {
  const options = XARGS.exec(command.text)?.[1];
  if (options === undefined || fed === undefined || fed.writes.length > 0 || !removesFound(command)) return [];
  const found = foundBy(command, plainly(fed));
  const isNul = /(?:^|\s)-(?:[rt]*0|-null)/.test(options);
  // names that end otherwise than they are read are none
  if (isNul !== fed.argv.includes('-print0')) return [];
  const but = /(?:^|\s)-I/.test(options) ? 'quotes' : 'blanks';
  return isNul ? found : found.map((one) => ({ ...one, but }));
};

/** It takes away all that it reads. */
const XARGS = /^xargs\s+((?:(?:-(?:[0rt]+|[nLP]\s*\d+|I\s*\{\})|--null|--no-run-if-empty|--verbose)\s+)*)rm(?:\s|$)/;

const foundBy = (command: SimpleCommand, given: readonly string[] | undefined): readonly SweepEffect[] => {
  if (given === undefined) return [];
  // what links lead to is found as well
  const words = given.slice(
    Math.max(
      0,
      given.findIndex((word) => !/^-[HLP]$/.test(word)),
    ),
  );
  const starts: string[] = [];
  const names: string[] = [];
  let removes = false;
  let [deep, fold] = [true, false];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (starts.length === at && !/^[-(!]/.test(word)) starts.push(word);
    else if (/^-i?name$/.test(word)) {
      names.push(words[++at] ?? '');
      fold = word === '-iname';
    } else if (word === '-type' && words[at + 1] === 'f') at++;
    else if (word === '-maxdepth' && words[at + 1] === '1') [deep, at] = [false, at + 1];
    else if (word === '-delete' || word === '-exec') removes = true;
    else if (!/^(?:-print0?|-depth)$/.test(word)) return [];
    if (removes)
      return word === '-exec' || at === words.length - 1 ? sweeps(command, { starts, names, deep, fold }) : [];
  }
  return [];
};

const sweeps = (
  command: SimpleCommand,
  {
    starts,
    names: [name, ...others],
    deep,
    fold,
  }: {
    readonly starts: readonly string[];
    readonly names: readonly string[];
    readonly deep: boolean;
    readonly fold: boolean;
  },
): readonly SweepEffect[] => {
  // with two names it is one and the other
  if (name === undefined || others.length > 0 || name.includes('/')) return [];
  return (starts.length === 0 ? ['.'] : starts).flatMap((start): readonly SweepEffect[] => {
    const folder = start === '.' && command.cwd !== null ? command.cwd : located(command, start);
    if (folder === undefined) return [];
    const path = [...(folder === '' ? [] : [folder]), ...(deep ? ['**'] : []), name].join('/');
    const isPlain = !/[*?[\]\\]/.test(folder) && isPlainPattern(`${name}*`) && !name.includes('**');
    return isPlain ? [{ action: 'sweep', path, names: 'all', deep: false, ...(fold ? { fold } : {}) }] : [];
  });
};

/** Of `find`, up to what it runs; undefined where that is not `rm` of what it found, or a word is not known. */
const wordsOf = (command: SimpleCommand): readonly string[] | undefined => {
  const { argv, open, text } = command;
  if (programName(argv[0] ?? '') === 'find') return open.length > 0 ? undefined : argv.slice(1);
  if (!removesFound(command)) return undefined;
  // of the words of `find` the text of the line alone is left
  const [finding = '', ...runs] = text.split(/\s-exec\s/);
  const [only, ...others] = parseCommandLine(finding).commands;
  return only !== undefined && others.length === 0 && runs.length === 1 ? plainly(only) : undefined;
};

const removesFound = ({ argv }: SimpleCommand): boolean => {
  const [found, ...options] = argv.slice(1).reverse();
  return programName(argv[0] ?? '') === 'rm' && found === '{}' && options.every((word) => /^-(?:[fv]+|-)$/.test(word));
};

/** Of a `find` that does nothing itself. */
const plainly = ({ argv, open }: SimpleCommand): readonly string[] | undefined =>
  argv[0] === 'find' && open.length === 0 && !argv.some((word) => /^-(?:exec|ok|delete)/.test(word))
    ? [...argv.slice(1), '-exec']
    : undefined;
