import type { Event } from '../domain/session.ts';
import type { CommandLine } from '../shell/command-line.ts';
import { parseCommandLine } from '../shell/parse-command-line.ts';

/** The command line of a shell event in the language of its shell; none of any other event. */
export const commandLineOf = (event: Event): CommandLine =>
  event.event_type.type === 'ShellCommand' ? parseCommandLine(event.event_type.data.command) : NONE;

const NONE: CommandLine = { commands: [], parsed: true };
