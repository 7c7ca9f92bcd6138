import { posix } from 'node:path';
import type { SimpleCommand } from '../../shell/command-line.ts';
import { INTERPRETERS } from '../../shell/effects/interpreters.ts';
import { inlineScript } from '../../shell/effects/inline-scripts.ts';
import { scriptRun } from '../../shell/effects/script-run.ts';
import { programName } from '../../shell/parsing/directories.ts';

/**
 * Where only the shell can tell which file is run as a program (`for f in scripts/*.sh; do sh "$f"; done`,
 * `find ci -exec sh {} \;`, `cat a/*.sh | sh`), each word of the line that may name it: globs, as seen from where the line
 * begins. One too many asks for a signature, one too few lets a change say what its own check does.
 */
export const untoldScripts = (line: string, commands: readonly SimpleCommand[]): readonly string[] => {
  const untold = commands.filter(isUntold);
  if (untold.length === 0) return [];
  const dirs = new Set(untold.map(({ cwd }) => (cwd === '' ? '' : `${cwd ?? '**'}/`)));
  const named = [...folders(line), ...words(line)];
  return [...new Set([...dirs].flatMap((dir) => named.map((glob) => dir + glob)))];
};

/** Neither a word that the line has, nor a glob of one. */
const isOpen = (word: string): boolean => /[$`{<]/.test(word);

const isUntold = (simple: SimpleCommand): boolean => {
  const { argv, open, pipe } = simple;
  const [program = ''] = argv;
  if (programName(program) === 'run-parts' || (open.includes(0) && isOpen(program))) return true;
  if (!INTERPRETERS.some(({ names }) => names.test(programName(program)))) return false;
  // as if the line told each word
  const run = scriptRun({ ...simple, open: [] });
  if (run !== undefined) return run.paths.some(isOpen);
  return pipe !== undefined && inlineScript(simple) === undefined && argv.slice(1).every((word) => /^-s?$/.test(word));
};

/** Words that look like a path or a glob; what a variable stands for may be any. */
const words = (line: string): readonly string[] =>
  line
    .split(/[\s'"`;|&()<>=]+/)
    .map((word) => word.replaceAll(/\$\{?\w+\}?|\{\}/g, '*'))
    .map((word) => word.replace(/^\.\//, '').replace(/^\*\//, '**/'))
    .filter((word) => /^[\w.@+*?[\]{][\w.@+*?[\]{,}/-]*$/.test(word) && /[./*]/.test(word) && /\w/.test(word))
    .flatMap((word) => [word.endsWith('/') ? `${word}**` : word, ...(/^\*[^*/]+$/.test(word) ? [`**/${word}`] : [])]);

/** `find DIR… -name NAME`, `run-parts DIR` */
const folders = (line: string): readonly string[] => {
  const names = [...line.matchAll(/\s-i?name[\s'"]+([\w.@+*?[\]-]+)/g)].map(([, name]) => name ?? '');
  const dirs = [...line.matchAll(/\b(?:find|run-parts)((?:\s+['"]?[\w.@+/][\w.@+/-]*['"]?)+)/g)].flatMap(
    ([, listed = '']) => listed.split(/[\s'"]+/).filter((dir) => dir !== ''),
  );
  return dirs.flatMap((dir) => (names.length === 0 ? ['*'] : names).map((name) => posix.join(dir, '**', name)));
};
