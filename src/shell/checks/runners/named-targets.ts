/** Which words of a runner's command line name its targets. */
import { classifyName } from '../classify-name.ts';
import { takeVariables } from '../variables.ts';
import type { TargetRunner } from './target-runner.ts';

/** The targets among the operands. */
export const namedBy = ({ many, between }: TargetRunner, operands: readonly string[]): readonly string[] => {
  if (many === true) return operands;
  return operands.filter((_, index) => index === 0 || (between !== undefined && operands[index - 1] === between));
};

/** `make test MAKEFLAGS=-i` is `make -i test`. */
export const withFlags = (program: string, words: readonly string[]): readonly string[] =>
  program === 'make'
    ? takeVariables(
        [program, ...words.filter((word) => !FLAGS.test(word))],
        words.filter((word) => FLAGS.test(word)),
      ).words.slice(1)
    : words;

const FLAGS = /^(?:GNU)?MAKEFLAGS=/;

export const afterVerb = (runner: TargetRunner, words: readonly string[]): readonly string[] | undefined => {
  if (runner.verbs === undefined) return words;
  const at = words.findIndex((word) => !word.startsWith('-'));
  const verb = words[at] ?? '';
  if (` ${runner.verbs} `.includes(` ${verb} `) && verb !== '') {
    // rye's own `test` and `lint` are verb and target at once.
    return runner.called !== undefined || classifyName(verb) === null || words[at + 1] !== undefined
      ? words.filter((_, index) => index !== at)
      : words;
  }
  return runner.verbOptional === true ? words : undefined;
};

/** `nx run-many -t test lint`: the targets stand behind an option. */
export const manyOf = (
  program: string,
  words: readonly string[],
): { targets: readonly string[]; words: readonly string[] } => {
  const [verb = ''] = words;
  if (program !== 'nx' || !['run-many', 'affected', 'affected:test'].includes(verb)) return { targets: [], words };
  const at = words.findIndex((word) => /^(?:-t|--targets?)(?:=|$)/.test(word));
  if (at === -1) return { targets: [], words };
  const attached = words[at]?.split('=')[1];
  const after = words.slice(at + 1);
  const end = after.findIndex((word) => word.startsWith('-'));
  const own = attached === undefined ? after.slice(0, end === -1 ? undefined : end) : [];
  const targets = (attached === undefined ? own : [attached]).flatMap((name) => name.split(','));
  const rest = [...words.slice(1, at), ...after.slice(own.length)];
  return { targets, words: verb === 'run-many' ? rest : ['--affected', ...rest] };
};

export interface Target {
  readonly name: string;
  readonly project: string | null;
}

export const targetOf = (runner: TargetRunner, word: string): Target => {
  const cut = runner.projects === undefined ? -1 : word.lastIndexOf(':');
  if (cut === -1) return { name: word, project: null };
  const project = word.slice(0, cut);
  return { name: word.slice(cut + 1), project: project === '' ? null : project };
};
