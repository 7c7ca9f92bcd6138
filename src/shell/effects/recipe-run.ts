import type { SimpleCommand } from '../command-line.ts';
import { programName } from '../parsing/directories.ts';
import { located, operandsOf } from './operands.ts';

/** A file of recipes, and the names of those that a command runs of it. */
export interface RecipeRun {
  /** As seen from where the line began; one of them. */
  readonly paths: readonly string[];
  readonly names: readonly string[];
}

const MANAGERS = /^(?:npm|pnpm|yarn|bun)$/;
const MAKE_VALUED = ['-f', '--file', '--makefile', '-j', '-o', '-W', '-I', '-l'];

/** `make gen`, `just gen`, `npm run gen`, `pnpm gen`; undefined for any other command. */
export const recipeRun = (command: SimpleCommand): RecipeRun | undefined => {
  const program = programName(command.argv[0] ?? '');
  if (MANAGERS.test(program)) {
    const [verb, name] = operandsOf(command, 1).words;
    const script = verb === 'run' || verb === 'run-script' ? name : program === 'npm' ? undefined : verb;
    return found(command, ['package.json'], script === undefined ? [] : [script]);
  }
  if (!/^(?:g?make|just)$/.test(program)) return undefined;
  const { words, values } = operandsOf(command, 1, MAKE_VALUED);
  const own = values.get('-f') ?? values.get('--file');
  const usual = program === 'just' ? ['justfile', 'Justfile'] : ['Makefile', 'makefile', 'GNUmakefile'];
  return found(command, own === undefined ? usual : [own], words);
};

const found = (
  command: SimpleCommand,
  files: readonly string[],
  names: readonly (string | null)[],
): RecipeRun | undefined => {
  const paths = files.flatMap((file) => located(command, file) ?? []);
  return paths.length === 0 ? undefined : { paths, names: names.flatMap((name) => name ?? []) };
};

/** The commands of the recipes as far as a text, or a part of it, holds them. Make without a target runs the first. */
export const recipeText = (path: string, text: string, { names }: RecipeRun): string =>
  path.endsWith('.json') ? scriptsIn(text, names) : rulesIn(text, names);

/** Parts of a file are no JSON: a script stands on a line of its own. */
const scriptsIn = (text: string, names: readonly string[]): string =>
  [...text.matchAll(/"([\w:.@/-]{1,100})"\s*:\s*"((?:[^"\\\n]|\\.){1,4000})"/g)]
    .flatMap(([, name = '', script = '']) => (names.includes(name) ? [script.replaceAll(/\\(["\\/])/g, '$1')] : []))
    .join('\n');

const rulesIn = (text: string, names: readonly string[]): string => {
  const lines: string[] = [];
  let inside = false;
  let first = true;
  for (const line of text.split('\n')) {
    const [, targets] = /^([\w./ -]{1,200}):(?!=)/.exec(line) ?? [];
    if (targets !== undefined) {
      const own = targets.trim().split(/\s+/);
      inside = names.length === 0 ? first && !targets.startsWith('.') : own.some((target) => names.includes(target));
      first &&= targets.startsWith('.');
    } else if (/^[\t ]+\S/.test(line)) {
      if (inside)
        lines.push(
          line
            .trim()
            .replace(/^[@+-]+/, '')
            .replaceAll('$$', '$'),
        );
    } else if (line.trim() !== '') inside = false;
  }
  return lines.join('\n');
};
