import type { SimpleCommand } from '../command-line.ts';
import { programName } from '../parsing/directories.ts';
import { type Interpreter, INTERPRETERS, type ScriptLanguage } from './interpreters.ts';
import { inlineScript } from './inline-scripts.ts';
import { located } from './operands.ts';

/** Files of which a command may run one as a program. */
export interface ScriptRun {
  /** As seen from where the line began. */
  readonly paths: readonly string[];
  readonly language: ScriptLanguage;
  /** A text on the line imports them: only what they do on their top level is done. */
  readonly imported?: true;
}

/**
 * What a command runs as a program: `node fix.js`, `python3 -m fix`, `bash -e a.sh`, `bash < a.sh`, `./a.sh`, `. a.sh`; undefined
 * for a program that is installed, and for a text on the line.
 */
export const scriptRun = (command: SimpleCommand): ScriptRun | undefined => {
  const { argv, open } = command;
  const program = programName(argv[0] ?? '');
  const interpreter = INTERPRETERS.find(({ names }) => names.test(program));
  const printed = printedFile(command);
  if (printed !== undefined) return ran(command, [printed], 'shell');
  const text = inlineScript(command);
  const imported = text === undefined ? [] : importedIn(text);
  const library = imported.length === 0 ? undefined : ran(command, imported, 'other');
  if (library !== undefined) return { ...library, imported: true };
  const paths =
    interpreter !== undefined
      ? filesOf(command, interpreter)
      : isFile(argv[0] ?? '') && !open.includes(0)
        ? [argv[0] ?? '']
        : [];
  return ran(command, paths, interpreter?.language ?? 'itself');
};

const ran = (command: SimpleCommand, paths: readonly string[], language: ScriptLanguage): ScriptRun | undefined => {
  const found = paths.flatMap((path) => located(command, path.replaceAll('\\', '/')) ?? []);
  return found.length === 0 ? undefined : { paths: found, language };
};

/** `eval "$(cat a.sh)"` and `bash -c "$(cat a.sh)"`, of which the words are the command; `bash <(cat a.sh)`. */
const printedFile = ({ argv, open }: SimpleCommand): string | undefined => {
  const [program = '', first = ''] = argv;
  if (open.includes(0)) return PRINTED.exec(program)?.[1];
  return open.includes(1) && /^(?:(?:ba|z|da|k)?sh|source|\.)$/.test(programName(program))
    ? PRINTED.exec(first)?.[1]
    : undefined;
};

const PRINTED = /^[$<]\((?:cat +|< *)([^\s|;&<>$`'"()]+) *\)$/;

const MAX_IMPORTS = 20;
const MAX_TEXT = 64 * 1024;

/** Files of its own that a text on the line runs by naming them: `require('./fix.js')`, `import fix`. */
const importedIn = (text: string): readonly string[] =>
  [...text.slice(0, MAX_TEXT).matchAll(IMPORTS)].slice(0, MAX_IMPORTS).flatMap(({ groups }) => {
    const { path, module } = groups ?? {};
    if (path !== undefined) return ['', '.js', '.mjs', '.cjs', '.ts'].map((ending) => path + ending);
    return module === undefined ? [] : moduleFiles(module);
  });

const IMPORTS =
  /(?:\b(?:require|import)\s*\(\s*|\b(?:from|import)\s+)["'](?<path>\.{1,2}\/[^"'\n]{1,200})["']|(?:^|[\n;])\s*(?:import|from)\s+(?<module>[A-Za-z_][\w.]{0,100})/g;

/** `./a.sh`, and `uv run a.py` without what runs it. */
const isFile = (word: string): boolean => /[/\\]|\.(?:py|[cm]?[jt]s|rb|sh|ps1)$/.test(word);

const filesOf = (command: SimpleCommand, interpreter: Interpreter): readonly string[] =>
  interpreter.others?.test(command.argv[1] ?? '') === true ? [] : firstFile(command, interpreter);

const firstFile = ({ argv, open, reads }: SimpleCommand, interpreter: Interpreter): readonly string[] => {
  const { none, valued, module, verbs, endings = [''] } = interpreter;
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (module?.test(word) === true) return moduleFiles(argv[at + 1] ?? '');
    if (none.test(word)) return [];
    if (valued.test(word)) at++;
    else if (word !== '-' && !word.startsWith('-') && !(at === 1 && verbs?.test(word) === true))
      return open.includes(at) ? [] : endings.map((ending) => word + ending);
  }
  return reads === undefined ? [] : [reads];
};

const moduleFiles = (name: string): readonly string[] => {
  const path = name.replaceAll('.', '/');
  return path === '' ? [] : [`${path}.py`, `${path}/__main__.py`];
};
