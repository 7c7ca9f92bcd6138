import type { SimpleCommand } from '../command-line.ts';
import { programName } from '../parsing/directories.ts';
import { located } from './operands.ts';

/**
 * The file that a command runs as a program: `node fix.js`, `python3 scripts/gen.py`, `bash a.sh`, `./a.sh`, `. a.sh`, as seen
 * from where the line began; undefined for a program that is installed, for a text on the line, and for modules.
 */
export const scriptRun = (command: SimpleCommand): string | undefined => {
  const { argv, open } = command;
  const program = programName(argv[0] ?? '');
  const at = INTERPRETERS.test(program) ? fileAt(argv) : /[/\\]/.test(argv[0] ?? '') ? 0 : -1;
  const path = argv[at];
  return path === undefined || open.includes(at) ? undefined : located(command, path.replaceAll('\\', '/'));
};

const INTERPRETERS =
  /^(?:python[\d.]*|pypy[\d.]*|py|node|nodejs|tsx|ts-node|deno|bun|ruby|perl|php|lua|bash|sh|zsh|dash|ksh|source|\.)$/;
/** Behind these stands no file that is run, or one that is only looked at. */
const NO_FILE = /^(?:-[a-zA-Z]*[cemnp]|-|--(?:eval|print|check|test|run|version|help)(?:=.*)?)$/;
const VALUED: ReadonlySet<string> = new Set(
  '-r --require --import --loader --experimental-loader -C --conditions --env-file -W -X -I -o -O --config'.split(' '),
);

const fileAt = (argv: readonly string[]): number => {
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (NO_FILE.test(word)) return -1;
    if (VALUED.has(word)) at++;
    else if (!word.startsWith('-') && !(at === 1 && word === 'run')) return at;
  }
  return -1;
};
