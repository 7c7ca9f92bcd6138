/** What is wrong with a command line, in one sentence: clipanion lists every command that it might have been. */
import type { Cli } from 'clipanion';
import { OpenSessionError } from '../domain/errors.ts';
import type { FaceContext } from './command.ts';
import { commandAt, knownBeginning, pathOf } from './help.ts';

/** Any error of `cli.process` as ours; what is no usage error comes back as it is. */
export const usageError = (error: unknown, cli: Cli<FaceContext>, argv: readonly string[]): unknown => {
  if (!(error instanceof Error && 'clipanion' in error)) return error;
  const command = commandAt(argv);
  const path = command === undefined ? knownBeginning(argv) : pathOf(command);
  const hint = [cli.binaryName, ...path, '--help'].join(' ');
  if (command === undefined)
    return new OpenSessionError('usage', `unknown command: ${argv.join(' ')}`, { hint, cause: error });
  const unknown = unknownOption(optionsOf(cli, path), argv);
  const what = unknown === undefined ? reasonOf(error) : `there is no option ${unknown}`;
  return new OpenSessionError('usage', `${path.join(' ')}: ${what}`, { hint, cause: error });
};

const reasonOf = (error: Error): string => {
  const reason = error.message.split('\n', 1)[0] ?? '';
  const option = /^Not enough arguments to option (-\S*[^\s.])/.exec(reason)?.[1];
  if (option !== undefined) return `the option ${option} is without its value`;
  return REASONS.find(([start]) => reason.startsWith(start))?.[1] ?? reason;
};

/** clipanion 3.2 words these for its own debugging. */
const REASONS = [
  ['Command not found', 'an argument too many or an option without its value'],
  ['Extraneous positional', 'an argument too many'],
  ['Not enough positional', 'an argument is missing'],
  ['Invalid option name', 'an option with a value that takes none'],
] as const;

const optionsOf = (cli: Cli<FaceContext>, path: readonly string[]): ReadonlySet<string> => {
  const own = [cli.binaryName, ...path].join(' ');
  const definitions = cli.definitions().filter((one) => one.path === own || one.path.replace(/ [<[.].*/, '') === own);
  const names = definitions.flatMap(({ options }) => options.flatMap(({ definition }) => definition.split(' ', 1)));
  return new Set(names.flatMap((each) => each.split(',')));
};

const unknownOption = (known: ReadonlySet<string>, argv: readonly string[]): string | undefined => {
  const words = argv
    .slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length)
    .filter((word) => /^-./.test(word));
  return words.map((word) => word.split('=', 1)[0] ?? word).find((name) => !known.has(name) && !isBundle(name, known));
};

/** `-ql` is `-q -l`. */
const isBundle = (name: string, known: ReadonlySet<string>): boolean =>
  /^-[a-z]+$/i.test(name) &&
  name
    .slice(1)
    .split('')
    .every((letter) => known.has(`-${letter}`));
