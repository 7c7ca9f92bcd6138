import type { SimpleCommand } from '../command-line.ts';
import { isRooted, joinDirectory, programName } from '../parsing/directories.ts';
import type { FileEffect } from './file-effect.ts';
import { effectsOfPatch } from './given-patch.ts';
import { isForeignWriter } from './foreign-writers.ts';
import { inlineScript, writesFiles } from './inline-scripts.ts';
import { located, locatedAll, operandsOf } from './operands.ts';
import { plainPlaces } from './plain-places.ts';
import { unnamedBy, unnamedOperands } from './unnamed.ts';
import { WRITERS } from './writer-table.ts';

/** What programs write that name a file by an option, unpack, format or patch. */
export const effectsOfWriter = (command: SimpleCommand): readonly FileEffect[] =>
  effectsOfPatch(command) ?? effectsOfOther(command);

const effectsOfOther = (command: SimpleCommand): readonly FileEffect[] => {
  const program = programName(command.argv[0] ?? '');
  const outputs = OUTPUTS.get(program);
  if (outputs !== undefined) return written(command, outputs);
  switch (program) {
    case 'truncate':
    case 'sponge':
    case 'dos2unix':
    case 'unix2dos': {
      const operands = operandsOf(command, 1, ['-s', '--size', '-r', '--reference']);
      return [
        ...locatedAll(command, operands.words).map((path): FileEffect => ({ action: 'edit', path })),
        ...unnamedOperands(command, operands),
      ];
    }
    case 'dd':
      return written(command, /^of=(.*)$/);
    case 'rsync':
    case 'scp':
      return synced(command);
    case 'tar':
    case 'bsdtar':
    case 'unzip':
      return unpacked(command, program === 'unzip');
    default: {
      if (isForeignWriter(command, program)) return [unnamedBy(command)];
      const script = inlineScript(command);
      const writes = script === undefined ? byTable(command, program) : writesFiles(script);
      if (!writes) return [];
      return (plainPlaces(command) ?? [command.cwd]).map((below) => ({ ...unnamedBy(command), below }));
    }
  }
};

/** Options that name the file that is written; `-O` of curl takes its name from the address. */
const OUTPUTS: ReadonlyMap<string, RegExp> = new Map([
  ['curl', /^(?:-[a-zA-Z]*o|--output(?:=|$))(.*)$/],
  ['wget', /^(?:-[a-zA-Z]*O|--output-document(?:=|$))(.*)$/],
  ['sort', /^(?:-o|--output(?:=|$))(.*)$/],
  ['iconv', /^(?:-o|--output(?:=|$))(.*)$/],
  ['openssl', /^-(?:out|keyout)()$/],
]);

/** In which directory wget puts it. */
const PREFIX = /^(?:-P|--directory-prefix(?:=|$))(.*)$/;

/** Of the option at a place: what is attached to it, else the next word. */
const valueOf = (
  argv: readonly string[],
  at: number,
  option: RegExp,
): { readonly index: number; readonly value: string | undefined } => {
  const attached = option.exec(argv[at] ?? '')?.[1] ?? '';
  return attached === '' ? { index: at + 1, value: argv[at + 1] } : { index: at, value: attached };
};

/** In the directory that an option names, else in the one in which it runs. */
const madeBelow = (command: SimpleCommand, option: RegExp): readonly FileEffect[] => {
  const { argv, open } = command;
  const at = argv.findIndex((word, index) => index > 0 && option.test(word));
  if (at === -1) return [belowOf(command, '.')];
  const { index, value = '.' } = valueOf(argv, at, option);
  return open.includes(index) ? unnamedOperands(command, { words: [], opens: [value] }) : [belowOf(command, value)];
};

const written = (command: SimpleCommand, option: RegExp): readonly FileEffect[] => {
  const { argv, open } = command;
  const at = argv.findIndex((word, index) => index > 0 && option.test(word));
  if (at === -1) return namesItself(argv) ? madeBelow(command, PREFIX) : [];
  const { index, value: path } = valueOf(argv, at, option);
  if (path === undefined || path === '-' || path === '') return [];
  const isOpen = open.includes(index);
  const place = isOpen ? undefined : located(command, path);
  if (place !== undefined) return [{ action: 'write', path: place, append: false, redirected: false }];
  return unnamedOperands(command, { words: isOpen ? [] : [path], opens: isOpen ? [path] : [] });
};

/** The address names the file: of curl if it is asked for, of wget unless nothing is to be kept. */
const namesItself = ([program = '', ...words]: readonly string[]): boolean =>
  programName(program) === 'wget'
    ? !words.includes('--spider') && words.some((word) => !word.startsWith('-'))
    : words.some((word) => /^-[a-zA-Z]*O$|^--remote-name/.test(word));

/** The last operand is where to, unless it is another machine. */
const synced = (command: SimpleCommand): readonly FileEffect[] => {
  const { argv, open } = command;
  const destination = argv.at(-1) ?? '';
  if (argv.length < 3 || argv.some((word) => /^(?:-[a-zA-Z]*n|--dry-run)/.test(word))) return [];
  if (open.includes(argv.length - 1)) return unnamedOperands(command, { words: [], opens: [destination] });
  return /^[^/]+:/.test(destination) && !isRooted(destination) ? [] : [belowOf(command, destination)];
};

const unpacked = (command: SimpleCommand, isZip: boolean): readonly FileEffect[] => {
  const { argv } = command;
  const unpacks = isZip
    ? !argv.some((word) => /^-[a-zA-Z]*[lptZ]/.test(word))
    : argv.some((word, index) => /^-[a-zA-Z]*x|^--extract$/.test(word) || (index === 1 && /^[a-zA-Z]*x/.test(word)));
  if (!unpacks || argv.length < 2) return [];
  return madeBelow(command, isZip ? /^-d()$/ : /^(?:-C|--directory)()$/);
};

const belowOf = (command: SimpleCommand, directory: string): FileEffect => ({
  ...unnamedBy(command),
  below: isRooted(directory) ? joinDirectory('', directory) : (located(command, directory) ?? command.cwd),
});

const byTable = ({ argv }: SimpleCommand, program: string): boolean => {
  const rows = WRITERS.get(program);
  if (rows === undefined) return false;
  const words = argv.slice(1);
  if (words.includes('--help') || /^(?:help|--version)$/.test(words[0] ?? '')) return false;
  const verb = words.find((word) => !word.startsWith('-')) ?? '';
  return rows.some(
    ({ verbs, needs, unless }) =>
      (verbs === undefined || verbs.test(verb)) &&
      (needs === undefined || words.some((word) => needs.test(word))) &&
      (unless === undefined || !words.some((word) => unless.test(word))),
  );
};
