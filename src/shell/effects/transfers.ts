import type { SimpleCommand } from '../command-line.ts';
import { joinDirectory } from '../parsing/directories.ts';
import type { FileEffect } from './file-effect.ts';
import { located, type Operands } from './operands.ts';
import { sweepsOf } from './patterns.ts';
import { unnamedBy, unnamedOperands } from './unnamed.ts';

interface Kind {
  readonly action: 'move' | 'copy';
  readonly dir: boolean;
  readonly fresh: boolean;
}

/**
 * `mv a b`, `mv a b dir/`, `mv -t dir a b`: one effect per source. Of sources that only the shell could tell, something
 * below the destination changes, and of a move what they were too.
 */
export const transfers = (command: SimpleCommand, operands: Operands, kind: Kind): readonly FileEffect[] => {
  const target = operands.values.get('-t') ?? operands.values.get('--target-directory');
  const sources = target === undefined ? operands.words.slice(0, -1) : operands.words;
  const destination = target ?? operands.words.at(-1) ?? null;
  if (destination === null)
    return unnamedOperands(command, kind.action === 'copy' ? arrivals(command, operands) : operands);
  const to = located(command, destination) ?? startIn(command, destination);
  if (to === undefined) return unnamedOperands(command, operands);
  const into = target !== undefined || sources.length > 1 || /(?:^|[\\/])\.{0,2}$/.test(destination);
  const unnamed = unnamedOperands(command, operands);
  const left = kind.action === 'move' ? unnamed : [];
  const arrived = unnamed.length === 0 ? [] : [{ ...unnamedBy(command), below: to }];
  const named = sources.flatMap((source): FileEffect[] => {
    const from = located(command, source);
    if (from === undefined || source === null) return [];
    const exact = into || operands.options.includes('-T');
    return [{ ...kind, from, to: into ? joinDirectory(to, lastPart(from)) : to, exact }];
  });
  const how = {
    deep: kind.dir,
    to: to === '' ? '.' : to,
    into: true as const,
    ...(kind.action === 'copy' ? { kept: true as const } : {}),
  };
  return [...named, ...left, ...arrived, ...sweepsOf(command, operands.opens, how)];
};

/** A copy changes where it goes alone, if that is the last word. */
const arrivals = ({ argv, open }: SimpleCommand, operands: Operands): Pick<Operands, 'words' | 'opens'> =>
  open.includes(argv.length - 1) && operands.opens.at(-1) === argv.at(-1)
    ? { words: [], opens: operands.opens.slice(-1) }
    : operands;

/** The directory where the line began, which as a file would be no path. */
const startIn = ({ cwd }: SimpleCommand, destination: string): string | undefined =>
  cwd !== null && joinDirectory(cwd, destination) === '' ? '' : undefined;

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
