/** Help texts: of one command, of a group of commands, of all. */
import type { Cli, CommandClass } from 'clipanion';
import { OpenSessionError } from '../domain/errors.ts';
import type { FaceContext } from './command.ts';
import { commands } from './commands/index.ts';

/** Of a command or a group. A group's words alone ask for its help, and so does nothing at all. */
export const isHelpAsked = (argv: readonly string[]): boolean => asksForHelp(argv) || isGroup(argv);

/** What help is asked for: one command, or the words of a group. @throws usage */
export const helpWanted = (
  argv: readonly string[],
): { readonly command: CommandClass<FaceContext> } | { readonly group: readonly string[] } => {
  const words = wordsBefore(argv);
  if (isGroup(words)) return { group: words };
  const command = commandAt(words);
  if (command !== undefined) return { command };
  throw new OpenSessionError('usage', `unknown command: ${words.join(' ')}`, { hint: 'opensession --help' });
};

/** The text, where help is asked. @throws usage */
export const helpOn = (cli: Cli<FaceContext>, argv: readonly string[], colours: boolean): string => {
  const wanted = helpWanted(argv);
  if ('group' in wanted) return groupHelp(cli, wanted.group, colours);
  return readable(cli.usage(wanted.command, { colored: false, detailed: true }), colours);
};

const asksForHelp = (argv: readonly string[]): boolean => {
  const options = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
  return options[0] === 'help' || options.includes('--help') || options.includes('-h');
};

/** What stands before the first option: `help session list` is about `session list`. */
export const wordsBefore = (argv: readonly string[]): readonly string[] => {
  const end = argv.findIndex((word) => word.startsWith('-'));
  return argv.slice(argv[0] === 'help' ? 1 : 0, end === -1 ? argv.length : end);
};

/** Whether these words are the beginning of commands and no command themselves. */
const isGroup = (words: readonly string[]): boolean =>
  !commands.some((each) => pathOf(each).join(' ') === words.join(' ')) && commands.some(isBelow(words));

/** The longest beginning that is a group or a command: what a command line that nobody knows was meant to be. */
export const knownBeginning = (argv: readonly string[]): readonly string[] => {
  const length = argv.findIndex((_, at) => !commands.some(isBelow(argv.slice(0, at + 1))));
  return length === -1 ? argv : argv.slice(0, length);
};

/** The command with the longest path that these words begin with. */
export const commandAt = (words: readonly string[]): CommandClass<FaceContext> | undefined =>
  [...commands]
    .sort((a, b) => pathOf(b).length - pathOf(a).length)
    .find((command) => pathOf(command).every((word, at) => words[at] === word));

export const isBelow =
  (words: readonly string[]) =>
  (command: CommandClass<FaceContext>): boolean =>
    words.every((word, at) => pathOf(command)[at] === word);

export const pathOf = (command: CommandClass<FaceContext>): readonly string[] => command.paths?.[0] ?? [];

/**
 * clipanion's text with the values of options named, and the options that every command has behind its own. Its colours
 * are not asked for: they come with bars wider than a terminal.
 */
const readable = (usage: string, colours: boolean): string => {
  const named = usage
    .replaceAll(/(--[a-z-]+) #0( *)/g, (_, option: string, blanks: string) =>
      padded(`${option} ${VALUES[option] ?? 'VALUE'}`, option.length + 3 + blanks.length),
    )
    .replace(/--last( *)/, (option) => padded('--last [N]', option.length))
    .replace(/^(.* session handoff(?: save)?) \.\.\.$/m, '$1 [OPTIONS] [FILES]')
    .replace(/^(\$ \S+ session handoff artifact .*) \.\.\.$/m, '$1 [ID...]')
    .replace(/^(\$ \S+ gate .*) \.\.\.$/m, '$1 [CHECK...]')
    .replace(/^(\$ \S+ hook .*) \.\.\.$/m, '$1 [ARGUMENTS...]');
  const lines = named.split('\n').map((line) => line.trimEnd());
  const options = aligned(lines.filter((line) => OPTION.test(line)));
  const ordered = [...options.filter((line) => !COMMON.test(line)), ...options.filter((line) => COMMON.test(line))];
  const text = lines.map((line) => (OPTION.test(line) ? (ordered.shift() ?? '') : line)).join('\n');
  return colours ? text.replaceAll(BOLD, '\u001B[1m$&\u001B[22m') : text;
};

/** A value's name may be longer than the place that was left for it. */
const aligned = (options: readonly string[]): readonly string[] => {
  const parts = options.map((line) => /^( {2}\S+(?: \S+)?) {2,}(.*)$/.exec(line) ?? ['', line, '']);
  const width = Math.max(0, ...parts.map(([, option = '']) => option.length));
  return parts.map(([, option = '', says = '']) => `${option.padEnd(width)}  ${says}`.trimEnd());
};

/** Two blanks at least before what follows. */
const padded = (text: string, width: number): string => `${text}  `.padEnd(width);

const OPTION = /^ {2}-/;
const COMMON = /^ {2}(?:-q,--quiet|--json|--verbose|--no-color|--cwd)\b/;
const BOLD = /^(?:Usage|Options|Details|Examples)$|(?<=^ {2})-\S+(?: (?:[A-Z]+|\[N\]))?(?= )/gm;

/** At most five letters. */
const VALUES: { readonly [option: string]: string } = {
  '--agent': 'NAME',
  '--artifact-id': 'ID',
  '--branch': 'NAME',
  '--claude': 'REF',
  '--codex': 'REF',
  '--cwd': 'DIR',
  '--allowed-signers': 'FILE',
  '--format': 'NAME',
  '--base': 'BRANCH',
  '--by-hand': 'WHY',
  '--from-branch': 'ID',
  '--head': 'REV',
  '--gemini': 'REF',
  '--keep': 'N',
  '--limit': 'N',
  '--opencode': 'REF',
  '--output': 'FILE',
  '--payload-format': 'NAME',
  '--remote': 'NAME',
  '--session': 'ID',
  '--timeout': 'SECS',
  '--tool': 'TEXT',
  '--older-than': 'AGE',
  '--removals': 'AGE',
  '--into': 'NAME',
  '--head-remote': 'URL',
  '--token-env': 'NAME',
  '--artifact': 'ID',
  '--author': 'NAME',
  '--wait': 'SECS',
  '--rerun-result': 'WORD',
  '--witness': 'FILE',
  '--accept': 'NAMES',
  '--require': 'WHEN',
  '--ci-principal': 'NAME',
  '--run-id': 'ID',
};

/** The commands whose path begins with `path`, with what each does, and where to start. */
const groupHelp = (cli: Cli<FaceContext>, path: readonly string[], colours: boolean): string => {
  const bold = (text: string): string => (colours ? `\u001B[1m${text}\u001B[22m` : text);
  const prefix = [cli.binaryName, ...path].join(' ');
  const group = cli.definitions().filter((one) => one.path === prefix || one.path.startsWith(`${prefix} `));
  const name = ({ path: whole }: { readonly path: string }): string => whole.slice(cli.binaryName.length + 1);
  const width = Math.max(...group.map((one) => name(one).length));
  const [, example] = group.flatMap((one) => one.examples ?? [])[0] ?? [];
  return [
    ...(path.length === 0 ? [`${bold(`${cli.binaryLabel} ${cli.binaryVersion}`)}: ${ABOUT}`, ''] : []),
    bold('Commands'),
    ...group.map((one) => `  ${name(one).padEnd(width)}  ${one.description?.trim() ?? ''}`),
    '',
    ...(path.length === 0
      ? [bold('Start here'), ...START.map(([command, what]) => `  $ ${cli.binaryName} ${command.padEnd(22)}  ${what}`)]
      : [bold('Example'), `  $ ${example ?? prefix}`]),
    '',
    `${bold('More')}: ${prefix} COMMAND --help`,
    '',
  ].join('\n');
};

const ABOUT = 'handoffs from the logs of coding agents, in git refs';

const START = [
  ['demo', 'the whole flow, on recorded sessions'],
  ['session list', 'your sessions in this repository'],
  ['session handoff --last', 'the handoff of the newest'],
] as const;
