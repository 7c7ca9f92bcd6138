import type { SimpleCommand } from '../command-line.ts';
import { programName } from '../parsing/directories.ts';
import { type Interpreter, INTERPRETERS, type ScriptLanguage } from './interpreters.ts';
import { located } from './operands.ts';

/** Files of which a command may run one as a program. */
export interface ScriptRun {
  /** As seen from where the line began. */
  readonly paths: readonly string[];
  readonly language: ScriptLanguage;
}

/**
 * What a command runs as a program: `node fix.js`, `python3 -m fix`, `bash -e a.sh`, `bash < a.sh`, `./a.sh`, `. a.sh`; undefined
 * for a program that is installed, and for a text on the line.
 */
export const scriptRun = (command: SimpleCommand): ScriptRun | undefined => {
  const { argv, open } = command;
  const program = programName(argv[0] ?? '');
  const interpreter = INTERPRETERS.find(({ names }) => names.test(program));
  const paths =
    interpreter !== undefined
      ? filesOf(command, interpreter)
      : isFile(argv[0] ?? '') && !open.includes(0)
        ? [argv[0] ?? '']
        : [];
  const found = paths.flatMap((path) => located(command, path.replaceAll('\\', '/')) ?? []);
  return found.length === 0 ? undefined : { paths: found, language: interpreter?.language ?? 'itself' };
};

/** `./a.sh`, and `uv run a.py` without what runs it. */
const isFile = (word: string): boolean => /[/\\]|\.(?:py|[cm]?[jt]s|rb|sh|ps1)$/.test(word);

const filesOf = ({ argv, open, reads }: SimpleCommand, interpreter: Interpreter): readonly string[] => {
  const { none, valued, module, verbs } = interpreter;
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (module?.test(word) === true) return moduleFiles(argv[at + 1] ?? '');
    if (none.test(word)) return [];
    if (valued.test(word)) at++;
    else if (word !== '-' && !word.startsWith('-') && !(at === 1 && verbs?.test(word) === true))
      return open.includes(at) ? [] : [word, ...(verbs === undefined ? [] : [`${word}/main.go`])];
  }
  return reads === undefined ? [] : [reads];
};

const moduleFiles = (name: string): readonly string[] => {
  const path = name.replaceAll('.', '/');
  return path === '' ? [] : [`${path}.py`, `${path}/__main__.py`];
};
