import type { CommandLine } from '../shell/command-line.ts';
import { isRooted, joinDirectory } from '../shell/parsing/directories.ts';

/**
 * The same line, with each command in the directory in which it ran: `cd web; npm test` goes on where it was when there is
 * no `web`, as its shell prints.
 */
export const whereItRan = (line: CommandLine, output: string): CommandLine => {
  const missed = line.commands.some(({ cwd }) => cwd !== null && cwd !== '') ? missedIn(output) : [];
  if (missed.length === 0) return line;
  return {
    ...line,
    commands: line.commands.map((command) => ({ ...command, cwd: missed.reduce(without, command.cwd) })),
  };
};

/** Of bash, of dash, and of zsh. */
const MISSED =
  /\bcd: ([^\n]{1,999}): (?:No such file or directory|Not a directory|Permission denied)$|\bcd: can't cd to ([^\n]{1,999})$|\bcd:\d+: (?:no such file or directory|not a directory|permission denied): ([^\n]{1,999})$/gm;

/** A shell says so before it goes on: of a long output only the start is looked at. */
const LOOKED_AT = 65_536;

const missedIn = (output: string): readonly string[] =>
  [...output.slice(0, LOOKED_AT).matchAll(MISSED)].map(([, bash, dash, zsh]) =>
    joinDirectory('', bash ?? dash ?? zsh ?? ''),
  );

const without = (cwd: string | null, missed: string): string | null => {
  if (cwd === null || missed === '') return cwd;
  if (cwd === missed) return isRooted(missed) ? null : '';
  if (cwd.endsWith(`/${missed}`)) return cwd.slice(0, -missed.length - 1);
  return cwd.startsWith(`${missed}/`) && !isRooted(missed) ? cwd.slice(missed.length + 1) : cwd;
};
