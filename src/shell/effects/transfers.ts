import type { SimpleCommand } from '../command-line.ts';
import { joinDirectory } from '../parsing/directories.ts';
import type { FileEffect } from './file-effect.ts';
import { located, type Operands } from './operands.ts';

interface Kind {
  readonly action: 'move' | 'copy';
  readonly dir: boolean;
  readonly fresh: boolean;
}

/** `mv a b`, `mv a b dir/`, `mv -t dir a b`: one effect per source. */
export const transfers = (command: SimpleCommand, operands: Operands, kind: Kind): readonly FileEffect[] => {
  const target = operands.values.get('-t') ?? operands.values.get('--target-directory');
  const sources = target === undefined ? operands.words.slice(0, -1) : operands.words;
  const destination = target ?? operands.words.at(-1) ?? null;
  if (destination === null) return [];
  const to = located(command, destination) ?? startIn(command, destination);
  if (to === undefined) return [];
  const into = target !== undefined || sources.length > 1 || /(?:^|[\\/])\.{0,2}$/.test(destination);
  return sources.flatMap((source) => {
    const from = located(command, source);
    if (from === undefined || source === null) return [];
    const exact = into || operands.options.includes('-T');
    return [{ ...kind, from, to: into ? joinDirectory(to, lastPart(from)) : to, exact }];
  });
};

/** The directory where the line began, which as a file would be no path. */
const startIn = ({ cwd }: SimpleCommand, destination: string): string | undefined =>
  cwd !== null && joinDirectory(cwd, destination) === '' ? '' : undefined;

export const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
