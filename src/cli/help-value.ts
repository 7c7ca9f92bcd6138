/** Help for a program: the same as the text for people. */
import type { Cli, CommandClass } from 'clipanion';
import type { FaceContext } from './command.ts';
import { commands } from './commands/index.ts';
import { helpWanted, isBelow, pathOf } from './help.ts';

export interface CommandHelp {
  /** Its words, without the program's name. */
  readonly command: string;
  readonly usage: string;
  readonly description: string;
  /** With Markdown's marks. */
  readonly details: string;
  readonly examples: readonly { readonly about: string; readonly line: string }[];
  readonly options: readonly {
    readonly names: readonly string[];
    readonly value: boolean;
    readonly description: string;
  }[];
}

/** One command, or all of a group. @throws usage */
export const helpValue = (cliOf: CliOf, argv: readonly string[]): readonly CommandHelp[] => {
  const wanted = helpWanted(argv);
  const list = 'command' in wanted ? [wanted.command] : commands.filter(isBelow(wanted.group));
  return list.flatMap((command) =>
    cliOf([command])
      .definitions()
      .map(({ usage, description = '', details = '', examples = [], options }) => ({
        command: pathOf(command).join(' '),
        usage,
        description: description.trim(),
        details: details.trim(),
        examples: examples.map(([about, line]) => ({ about: about.trim(), line: line.trim() })),
        options: options.map(optionOf),
      })),
  );
};

type CliOf = (list: readonly CommandClass<FaceContext>[]) => Cli<FaceContext>;

/** clipanion's definition: `-q,--quiet`, or `--limit #0` of one with a value. */
const optionOf = (option: {
  readonly definition: string;
  readonly description?: string;
}): CommandHelp['options'][number] => {
  const [names = '', ...values] = option.definition.split(' ');
  return { names: names.split(','), value: values.length > 0, description: (option.description ?? '').trim() };
};
