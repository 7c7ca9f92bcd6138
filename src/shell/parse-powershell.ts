import type { CommandLine } from './command-line.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { posixOfPowerShell } from './parsing/powershell-text.ts';

/** The commands of a plain PowerShell line; any other one is `parsed: false`. See `posixOfPowerShell`. */
export const parsePowerShell = (line: string): CommandLine => {
  const posix = posixOfPowerShell(line);
  return posix === null ? UNPARSED : parseCommandLine(posix);
};

const UNPARSED: CommandLine = { commands: [], parsed: false };
