/** Help texts: of one command, of a group of commands, of all. */
import type { Cli, CommandClass } from 'clipanion';
import { OpenSessionError } from '../domain/errors.ts';
import type { FaceContext } from './command.ts';
import { commands } from './commands/index.ts';

/** The text when help is asked of a command or a group (nothing at all asks of all); null when it is not. @throws usage */
export const helpAsked = (cli: Cli<FaceContext>, argv: readonly string[], colours: boolean): string | null => {
  const options = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
  if (argv.length > 0 && !options.includes('--help') && !options.includes('-h')) return null;
  const end = options.findIndex((word) => word.startsWith('-'));
  const words = end === -1 ? options : options.slice(0, end);
  const isGroup = !commands.some((each) => pathOf(each).join(' ') === words.join(' ')) && commands.some(isBelow(words));
  const command = isGroup ? undefined : commandAt(words);
  if (command !== undefined) return withValueNames(cli.usage(command, { colored: colours, detailed: true }));
  if (isGroup) return groupHelp(cli, words, colours);
  throw new OpenSessionError('usage', `unknown command: ${words.join(' ')}`, { hint: `${cli.binaryName} --help` });
};

/** The command with the longest path that these words begin with. */
export const commandAt = (words: readonly string[]): CommandClass<FaceContext> | undefined =>
  [...commands]
    .sort((a, b) => pathOf(b).length - pathOf(a).length)
    .find((command) => pathOf(command).every((word, at) => words[at] === word));

const isBelow =
  (words: readonly string[]) =>
  (command: CommandClass<FaceContext>): boolean =>
    words.every((word, at) => pathOf(command)[at] === word);

export const pathOf = (command: CommandClass<FaceContext>): readonly string[] => command.paths?.[0] ?? [];

/** clipanion writes each value of an option as `#0`; the columns stay where they are. */
const withValueNames = (usage: string): string =>
  usage.replaceAll(/(--[a-z-]+) #0( {0,6})/g, (_, option: string, blanks: string) => {
    const value = VALUES[option] ?? 'VALUE';
    return `${option} ${value}${blanks.slice(value.length - 2)}`;
  });

/** At most five letters. */
const VALUES: { readonly [option: string]: string } = {
  '--agent': 'NAME',
  '--artifact-id': 'ID',
  '--claude': 'REF',
  '--codex': 'REF',
  '--cwd': 'DIR',
  '--format': 'NAME',
  '--gemini': 'REF',
  '--limit': 'N',
  '--opencode': 'REF',
  '--output': 'FILE',
  '--payload-format': 'NAME',
  '--session': 'ID',
  '--tool': 'TEXT',
};

/** The commands whose path begins with `path`, with what each does, and one example. */
const groupHelp = (cli: Cli<FaceContext>, path: readonly string[], colours: boolean): string => {
  const bold = (text: string): string => (colours ? `\u001B[1m${text}\u001B[22m` : text);
  const prefix = [cli.binaryName, ...path].join(' ');
  const group = cli.definitions().filter((one) => one.path === prefix || one.path.startsWith(`${prefix} `));
  const width = Math.max(...group.map((one) => one.path.length));
  const [, example] = group.flatMap((one) => one.examples ?? [])[0] ?? [];
  return [
    ...(path.length === 0 ? [`${bold(`${cli.binaryLabel} ${cli.binaryVersion}`)}: ${ABOUT}`, ''] : []),
    bold('Commands'),
    ...group.map((one) => `  ${one.path.padEnd(width)}  ${one.description?.trim() ?? ''}`),
    '',
    ...(example === undefined ? [] : [bold('Example'), `  $ ${example}`, '']),
    'Each command tells its options and examples with --help.',
    '',
  ].join('\n');
};

const ABOUT = 'verified handoffs from the logs of AI coding agents, kept in git refs.';
