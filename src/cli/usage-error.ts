/** What is wrong with a command line, in one sentence: clipanion lists every command that it might have been. */
import type { Cli } from 'clipanion';
import { OpenSessionError } from '../domain/errors.ts';
import type { FaceContext } from './command.ts';
import { commandAt, knownBeginning, pathOf } from './help.ts';
import { nearest } from './nearest.ts';

/** Any error of `cli.process` as ours; what is no usage error comes back as it is. */
export const usageError = (error: unknown, cli: Cli<FaceContext>, argv: readonly string[]): unknown => {
  if (!(error instanceof Error && 'clipanion' in error)) return error;
  const command = commandAt(argv);
  const path = command === undefined ? knownBeginning(argv) : pathOf(command);
  const hint = [cli.binaryName, ...path, '--help'].join(' ');
  if (command === undefined)
    return new OpenSessionError('usage', `unknown command: ${argv.join(' ')}`, { hint, cause: error });
  const own = definitionsOf(cli, path);
  const options = optionsOf(own);
  const unknown = unknownOption(options, argv);
  const what = unknown === undefined ? reasonOf(error, own) : `there is no option ${unknown}`;
  const near = unknown?.startsWith('--') === true ? nearest(unknown.slice(2), longNames(options)) : undefined;
  return new OpenSessionError('usage', `${path.join(' ')}: ${what}`, {
    hint: near === undefined ? hint : `did you mean --${near}? All options: ${hint}`,
    cause: error,
  });
};

const reasonOf = (error: Error, definitions: readonly Definition[]): string => {
  const reason = error.message.split('\n', 1)[0] ?? '';
  const option = /^Not enough arguments to option (-\S*[^\s.])/.exec(reason)?.[1];
  if (option !== undefined) return `the option ${option} is without its value`;
  const [, says] = REASONS.find(([start]) => reason.startsWith(start)) ?? [];
  if (says === undefined) return reason;
  const word = says === MISSING ? /<(\S+)>/.exec(definitions[0]?.usage ?? '') : /\("(.*)"\)/.exec(reason);
  return word === null ? says : `${says}: ${word[1]}`;
};

const MISSING = 'an argument is missing';

/** clipanion 3.2 words these for its own debugging. */
const REASONS = [
  ['Command not found', 'an argument too many or an option without its value'],
  ['Extraneous positional', 'an argument too many'],
  ['Not enough positional', MISSING],
  ['Invalid option name', 'an option with a value that takes none'],
] as const;

type Definition = ReturnType<Cli<FaceContext>['definitions']>[number];

const definitionsOf = (cli: Cli<FaceContext>, path: readonly string[]): readonly Definition[] => {
  const own = [cli.binaryName, ...path].join(' ');
  return cli.definitions().filter((one) => one.path === own || one.path.replace(/ [<[.].*/, '') === own);
};

const optionsOf = (definitions: readonly Definition[]): ReadonlySet<string> => {
  const names = definitions.flatMap(({ options }) => options.flatMap(({ definition }) => definition.split(' ', 1)));
  return new Set(names.flatMap((each) => each.split(',')));
};

const longNames = (options: ReadonlySet<string>): readonly string[] =>
  [...options].filter((name) => name.startsWith('--')).map((name) => name.slice(2));

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
