import type { CommandLine, SimpleCommand } from '../shell/command-line.ts';
import { parseCommandLine } from '../shell/parse-command-line.ts';
import { joinDirectory } from '../shell/parsing/directories.ts';

/**
 * A line, with each command in the directory in which it ran: `cd web; npm test` goes on where it was when there is no
 * `web`, as its shell prints. Where it prints nothing (`cd /a 2>/dev/null; npm test`), that is not known.
 * @param isThere whether a rooted directory is there for certain
 */
export const whereItRan = (command: string, output: string, isThere: (directory: string) => boolean): CommandLine => {
  const line = parseCommandLine(command);
  const missed = line.commands.some(isPassable) ? missedIn(output) : [];
  const unsure = line.silent?.filter((directory) => !isThere(directory)) ?? [];
  return missed.length + unsure.length === 0 ? line : parseCommandLine(command, missed, unsure);
};

/** The line goes on even if it failed. */
const isPassable = ({ argv, verdict }: SimpleCommand): boolean => argv[0] === 'cd' && verdict.onZero === 'unknown';

/** Of bash and dash by their names, as scripts have others; of zsh. */
const MISSED =
  /^(?:(?:\S*\/)?-?(?:ba|da|a)?sh: (?:(?:line )?\d+: )?cd: (?:([^\n]{1,999}): (?:No such file or directory|Not a directory|Permission denied)|can't cd to ([^\n]{1,999}))|(?:zsh|\(eval\)):cd:\d+: (?:no such file or directory|not a directory|permission denied): ([^\n]{1,999}))$/gm;

/** A shell says so before it goes on: of a long output only the start is looked at. */
const LOOKED_AT = 65_536;

/** Directories to which a shell says that no `cd` led. */
const missedIn = (output: string): readonly string[] =>
  [...output.slice(0, LOOKED_AT).matchAll(MISSED)].map(([, bash, dash, zsh]) =>
    joinDirectory('', bash ?? dash ?? zsh ?? ''),
  );

/** A `cd` that led nowhere, and behind which nothing ran. */
export interface Ended {
  /** Its index among the commands. */
  readonly at: number;
  /** What its shell printed. */
  readonly said: string;
}

/**
 * `cd web && npm test` where there is no `web`: its shell says that, and nothing else is said: a script that ran may end
 * with the same words. Behind `;` it ran all the same.
 */
export const endedAt = ({ commands }: CommandLine, output: string): Ended | undefined => {
  if (output.length > MOST_SAID) return undefined;
  const [said = '', ...more] = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [missed] = more.length > 0 ? [] : missedIn(said);
  if (missed === undefined) return undefined;
  const at = commands.findIndex((command) => {
    const [program, target = ''] = command.argv;
    return program === 'cd' && joinDirectory('', target) === missed && !isPassable(command);
  });
  return at === -1 ? undefined : { at, said };
};

/** In characters: more is no single line. */
const MOST_SAID = 4096;
