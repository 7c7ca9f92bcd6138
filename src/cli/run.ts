/** argv → one command → an exit status. */
import { constants } from 'node:os';
import { Cli, type CommandClass } from 'clipanion';
import { EXIT, OpenSessionError } from '../domain/errors.ts';
import { VERSION } from '../version.ts';
import { FaceCommand, type FaceContext, type Run } from './command.ts';
import { commands } from './commands/index.ts';
import { failureOf, failureText } from './failure.ts';
import { commandAt, helpOn, isHelpAsked, knownBeginning, pathOf } from './help.ts';
import { joinLast } from './join-last.ts';
import { openOutput, type Output } from './output.ts';
import { reportsOf } from './validation-report.ts';

export const main = async (): Promise<void> => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void endBy(signal));
  // not process.exit(): what is still on its way to a pipe has to get there
  process.exitCode = await run(process.argv.slice(2), { stdout: process.stdout, stderr: process.stderr }, process.env);
};

/** The git children end first and take their locks with them. A second signal ends at once. */
const endBy = async (signal: 'SIGINT' | 'SIGTERM'): Promise<void> => {
  const [{ endChildren }, { removeLiving }] = await Promise.all([
    import('../open-world.ts'),
    import('../scratch/remove-living.ts'),
  ]);
  await endChildren();
  // one turn, in which what waited for them removes its temporary directories; then those of all others
  await new Promise((turn) => setImmediate(turn));
  removeLiving();
  process.exit(128 + constants.signals[signal]);
};

/** `argv` without node and script. */
export const run: Run = async (argv, streams, env) => {
  const before = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const asked = { json: before.includes('--json'), verbose: before.includes('--verbose') };
  try {
    return await dispatch(argv, streams, env);
  } catch (thrown) {
    const { hintedAt } = await import('./meant-command.ts');
    const error = hintedAt(thrown, argv);
    return await report(error, asked, openOutput(streams, before.includes('--quiet') || before.includes('-q')));
  }
};

const dispatch: Run = async (argv, streams, env) => {
  const output = openOutput(streams, false);
  if (argv[0] === '--version' || argv[0] === '-V') return await version(argv, output);
  const colours = output.terminal && !argv.includes('--no-color') && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  if (isHelpAsked(argv)) return await help(argv, output, colours);
  const command = await parse(argv, { streams, run, env: { ...env } });
  return (await command.execute()) ?? EXIT.done;
};

const help = async (argv: readonly string[], output: Output, colours: boolean): Promise<number> => {
  if (!argv.includes('--json')) return await print(output, helpOn(cliOf(commands), argv, colours));
  const { helpValue } = await import('./help-value.ts');
  await output.json(helpValue(cliOf, argv));
  return EXIT.done;
};

const cliOf = (list: readonly CommandClass<FaceContext>[]): Cli<FaceContext> => {
  const cli = new Cli<FaceContext>({ binaryLabel: 'OpenSession', binaryName: 'opensession', binaryVersion: VERSION });
  for (const command of list) cli.register(command);
  return cli;
};

/** Those that a command line may mean: clipanion takes a while to prepare each that it knows. */
const meantBy = (argv: readonly string[]): readonly CommandClass<FaceContext>[] => {
  const first = commandAt(argv);
  if (first !== undefined) return [first];
  // options stand before its words
  return commands.filter((command) => pathOf(command).every((word) => argv.includes(word)));
};

const parse = async (
  argv: readonly string[],
  context: Pick<FaceContext, 'streams' | 'run' | 'env'>,
): Promise<FaceCommand> => {
  requireCommand(argv);
  try {
    const command = cliOf(meantBy(argv)).process([...joinLast(argv)], context);
    if (command instanceof FaceCommand) return command;
  } catch (error) {
    const { usageError } = await import('./usage-error.ts');
    throw usageError(error, cliOf(commands), argv);
  }
  throw new OpenSessionError('usage', `unknown command: ${argv.join(' ')}`, { hint: 'opensession --help' });
};

/** `session handoff artifact lst` is a wrong word below a group, not a file that is named `artifact`. @throws usage */
const requireCommand = (argv: readonly string[]): void => {
  const known = knownBeginning(argv);
  const word = argv[known.length];
  const command = commandAt(argv);
  const isOther = command === undefined || known.length > pathOf(command).length;
  if (!isOther || word === undefined || word.startsWith('-')) return;
  throw new OpenSessionError('usage', `unknown command: ${[...known, word].join(' ')}`, {
    hint: ['opensession', ...known, '--help'].join(' '),
  });
};

const version = async (argv: readonly string[], output: Output): Promise<number> => {
  if (!argv.includes('--json')) return await print(output, `${VERSION}\n`);
  await output.json({ name: 'opensession', version: VERSION });
  return EXIT.done;
};

const print = async (output: Output, text: string): Promise<number> => {
  await output.own(text);
  return EXIT.done;
};

const report = async (
  error: unknown,
  asked: { readonly json: boolean; readonly verbose: boolean },
  output: Output,
): Promise<number> => {
  const { failure, exit } = failureOf(error);
  const reports = reportsOf(error);
  if (asked.json) await output.json({ error: failure, ...(reports === undefined ? {} : { reports }) });
  if (!asked.json || asked.verbose) output.alarm(failureText(failure, error, asked.verbose));
  return exit;
};
