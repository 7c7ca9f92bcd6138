import type { CommandLine, SimpleCommand, Verdict } from './command-line.ts';
import { programName } from './parsing/directories.ts';

/**
 * Which commands of a line can have made it fail: those of a chain (`last-ran`) and those whose failure is told, but
 * for what hardly ever fails (`cd`, `echo`, `tee`). When one is left, it is the one that failed.
 */
export const suspectsOf = (line: CommandLine): readonly SimpleCommand[] =>
  line.commands.filter((command) => {
    const { argv, verdict } = command;
    const name = programName(argv[0] ?? '');
    if (ENDS.has(name)) return verdict.onNonZero !== 'not-run' && !isAfterOr(verdict);
    if (verdict.onNonZero !== 'last-ran' && verdict.onNonZero !== 'failed') return false;
    return !isTrivial(command);
  });

/** An `exit` may have ended the line; one after `||` only repeats what failed before it. */
const ENDS: ReadonlySet<string> = new Set(['exit', 'return']);

const isAfterOr = ({ skippable, mask }: Verdict): boolean => skippable && mask?.startsWith('|| ') === true;

/** It hardly ever fails, and proves nothing. */
export const isTrivial = ({ argv, text }: SimpleCommand): boolean => {
  const [program] = argv;
  if (program === undefined) return !/\$\(|`/.test(text);
  return TRIVIAL.has(programName(program)) && !(program === 'export' && /\$\(|`/.test(text));
};

const TRIVIAL: ReadonlySet<string> = new Set([
  'cd',
  'pushd',
  'popd',
  'echo',
  'printf',
  'true',
  ':',
  'export',
  'set',
  'shopt',
  'unset',
  'alias',
  'declare',
  'local',
  'readonly',
  'typeset',
  'umask',
  'sleep',
  'pwd',
  'mkdir',
  'touch',
  'tee',
  'head',
  'tail',
  'sort',
  'uniq',
  'wc',
  'clear',
  'date',
  'exit',
  'source',
  '.',
  'nvm',
  'ulimit',
  'wait',
  'trap',
]);
