import { ATTR, stringAttribute } from '../domain/event-attributes.ts';
import type { CommandLine } from '../shell/command-line.ts';
import { parsePowerShell } from '../shell/parse-powershell.ts';
import type { SessionPlace } from './facts.ts';
import { placePath } from './files/place-path.ts';
import { OUTPUT, type SettledEvent } from './settle.ts';
import { whereItRan } from './where-it-ran.ts';

/**
 * The command line of a shell event in the language of its shell, as its agent tells it; none of any other event.
 * @param place of its session, for whoever asks where the commands ran
 */
export const commandLineOf = (event: SettledEvent, place?: SessionPlace): CommandLine => {
  if (event.event_type.type !== 'ShellCommand') return NONE;
  const { command } = event.event_type.data;
  const base = stringAttribute(event, ATTR.shellCwd) ?? place?.cwd ?? null;
  const isThere = (directory: string): boolean => place === undefined || holdsSession(place, directory, base);
  return isPowerShell(event) ? parsePowerShell(command) : whereItRan(command, event[OUTPUT] ?? '', isThere);
};

/** The repository, where the line began, or what holds one of them. */
const holdsSession = (place: SessionPlace, directory: string, base: string | null): boolean => {
  const { path, above } = placePath(place, directory, base);
  return above === true || path === '.' || `${placePath(place, '.', base).path}/`.startsWith(`${path}/`);
};

const isPowerShell = ({ content }: SettledEvent): boolean =>
  content.blocks.some((block) => block.type === 'Code' && block.language === 'powershell');

const NONE: CommandLine = { commands: [], parsed: true };
