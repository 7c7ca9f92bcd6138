import type { SimpleCommand } from '../command-line.ts';
import { isRooted, isScratch, joinDirectory, leadsUp, programName } from '../parsing/directories.ts';
import type { UnnamedEffect } from './file-effect.ts';
import { isLost, type Operands } from './operands.ts';

/** Names that a line may hold hundreds of; a few doubts are as good as all. */
const MAX_UNNAMED = 20;

/** Files that a command touches by words that only the shell could tell, or from a directory that cannot be told. */
export const unnamedOperands = (
  command: SimpleCommand,
  { words, opens }: Pick<Operands, 'words' | 'opens'>,
): readonly UnnamedEffect[] => {
  const lost = isLost(command) && words.some((word) => word !== null && !isRooted(word));
  const belows = new Set([
    ...opens.slice(0, MAX_UNNAMED).map((word) => placeOf(command, word)),
    ...(lost ? [command.cwd] : []),
  ]);
  return [...belows].map((below) => ({ ...unnamedBy(command), below }));
};

/** Anything at or below the directory in which the command ran. */
export const unnamedBy = ({ argv, cwd }: SimpleCommand, subcommand?: string): UnnamedEffect => {
  const program = programName(argv[0] ?? '').slice(0, 40);
  const by = subcommand === undefined ? program : `${program} ${subcommand}`;
  return { action: 'unnamed', below: cwd, wide: false, by: by === '' ? 'a redirection' : by };
};

/** `src/*.js` lies below `src`; a word that begins with a variable may lie anywhere, but for those of scratch directories. */
const placeOf = ({ cwd }: SimpleCommand, word: string): string | null => {
  if (isScratch(word)) return '/tmp';
  if (word === '{}') return cwd;
  const fixed = /^[^*?[\]{}$`<>()!+@]*/.exec(word)?.[0] ?? '';
  if (fixed === '' && /^[$`<]/.test(word)) return null;
  if (leadsUp(word.slice(fixed.length))) return null;
  const directory = fixed.slice(0, fixed.lastIndexOf('/') + 1);
  if (isRooted(directory)) return joinDirectory('', directory);
  return cwd === null ? null : joinDirectory(cwd, directory);
};
