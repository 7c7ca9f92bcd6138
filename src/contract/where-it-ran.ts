import type { CommandLine, SimpleCommand } from '../shell/command-line.ts';
import { isRooted, joinDirectory } from '../shell/parsing/directories.ts';

/**
 * The same line, with each command in the directory in which it ran: `cd web; npm test` goes on where it was when there is
 * no `web`, as its shell prints. Behind `cd web &&` nothing runs elsewhere, whatever it prints.
 */
export const whereItRan = (line: CommandLine, output: string): CommandLine => {
  const passable = new Set(line.commands.flatMap(passableIn));
  const missed = passable.size === 0 ? [] : missedIn(output).filter((directory) => passable.has(directory));
  if (missed.length === 0) return line;
  return {
    ...line,
    commands: line.commands.map((command) => ({ ...command, cwd: missed.reduce(without, command.cwd) })),
  };
};

/** Where a `cd` leads after which the line goes on even if it failed. */
const passableIn = ({ argv, verdict }: SimpleCommand): readonly string[] =>
  argv[0] === 'cd' && verdict.onZero === 'unknown' ? [joinDirectory('', argv.at(-1) ?? '')] : [];

/** Of bash and dash by their names, as scripts have others; of zsh. */
const MISSED =
  /^(?:(?:\S*\/)?-?(?:ba|da|a)?sh: (?:(?:line )?\d+: )?cd: (?:([^\n]{1,999}): (?:No such file or directory|Not a directory|Permission denied)|can't cd to ([^\n]{1,999}))|(?:zsh|\(eval\)):cd:\d+: (?:no such file or directory|not a directory|permission denied): ([^\n]{1,999}))$/gm;

/** A shell says so before it goes on: of a long output only the start is looked at. */
const LOOKED_AT = 65_536;

const missedIn = (output: string): readonly string[] =>
  [...output.slice(0, LOOKED_AT).matchAll(MISSED)].map(([, bash, dash, zsh]) =>
    joinDirectory('', bash ?? dash ?? zsh ?? ''),
  );

const without = (cwd: string | null, missed: string): string | null => {
  if (cwd === null || missed === '') return cwd;
  if (isRooted(missed)) return `${cwd}/`.startsWith(`${missed}/`) ? null : cwd;
  if (cwd === missed) return '';
  if (cwd.endsWith(`/${missed}`)) return cwd.slice(0, -missed.length - 1);
  return cwd.startsWith(`${missed}/`) ? cwd.slice(missed.length + 1) : cwd;
};
