import type { CommandLine } from '../shell/command-line.ts';
import { parsePowerShell } from '../shell/parse-powershell.ts';
import { OUTPUT, type SettledEvent } from './settle.ts';
import { whereItRan } from './where-it-ran.ts';

/** The command line of a shell event in the language of its shell, as its agent tells it; none of any other event. */
export const commandLineOf = (event: SettledEvent): CommandLine => {
  if (event.event_type.type !== 'ShellCommand') return NONE;
  const { command } = event.event_type.data;
  return isPowerShell(event) ? parsePowerShell(command) : whereItRan(command, event[OUTPUT] ?? '');
};

const isPowerShell = ({ content }: SettledEvent): boolean =>
  content.blocks.some((block) => block.type === 'Code' && block.language === 'powershell');

const NONE: CommandLine = { commands: [], parsed: true };
