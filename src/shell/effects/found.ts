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
export const foundAndRemoved = (command: SimpleCommand): readonly SweepEffect[] => {
  const words = wordsOf(command);
  if (words === undefined) return [];
  const starts: string[] = [];
  const names: string[] = [];
  let removes = false;
  let deep = true;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (starts.length === at && !/^[-(!]/.test(word)) starts.push(word);
    else if (word === '-name') names.push(words[++at] ?? '');
    else if (word === '-type' && words[at + 1] === 'f') at++;
    else if (word === '-maxdepth' && words[at + 1] === '1') [deep, at] = [false, at + 1];
    else if (word === '-delete' || word === '-exec') removes = true;
    else if (!/^(?:-print0?|-depth)$/.test(word)) return [];
    if (removes) return word === '-exec' || at === words.length - 1 ? sweeps(command, { starts, names, deep }) : [];
  }
  return [];
};

const sweeps = (
  command: SimpleCommand,
  {
    starts,
    names: [name, ...others],
    deep,
  }: { readonly starts: readonly string[]; readonly names: readonly string[]; readonly deep: boolean },
): readonly SweepEffect[] => {
  // with two names it is one and the other
  if (name === undefined || others.length > 0 || name.includes('/')) return [];
  return (starts.length === 0 ? ['.'] : starts).flatMap((start): readonly SweepEffect[] => {
    const folder = start === '.' && command.cwd !== null ? command.cwd : located(command, start);
    if (folder === undefined) return [];
    const path = [...(folder === '' ? [] : [folder]), ...(deep ? ['**'] : []), name].join('/');
    const isPlain = !/[*?[\]\\]/.test(folder) && isPlainPattern(`${name}*`) && !name.includes('**');
    return isPlain ? [{ action: 'sweep', path, names: 'all', deep: false }] : [];
  });
};

/** Of `find`, up to what it runs; undefined where that is not `rm` of what it found, or a word is not known. */
const wordsOf = ({ argv, open, text }: SimpleCommand): readonly string[] | undefined => {
  const program = programName(argv[0] ?? '');
  if (program === 'find') return open.length > 0 ? undefined : argv.slice(1);
  if (program !== 'rm') return undefined;
  const [found, ...options] = argv.slice(1).reverse();
  // of the words of `find` the text of the line alone is left
  const [finding = '', ...runs] = text.split(/\s-exec\s/);
  if (found !== '{}' || !options.every((word) => /^-[fv]+$/.test(word)) || runs.length !== 1) return undefined;
  const [only, ...others] = parseCommandLine(finding).commands;
  const isPlain = only !== undefined && others.length === 0 && only.open.length === 0 && only.argv[0] === 'find';
  return isPlain ? [...only.argv.slice(1), '-exec'] : undefined;
};
