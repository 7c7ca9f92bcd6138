import { classifyName } from '../classify-name.ts';
import { identified, type IdentifiedCheck } from '../identified.ts';

const SHELLS: ReadonlySet<string> = new Set(['bash', 'sh', 'zsh', 'dash', 'ksh']);

/** `test.sh`, `run-tests`, `run_unit_tests.sh`, `lint.sh`: names that say this and nothing else. */
const NAME =
  /^(?:run[-_]?)?(?:(?:all|unit|integration|e2e|smoke)[-_]?)?(?:tests?|lint|checks?|typecheck|verify|build|ci)(?:\.(?:sh|bash|zsh|ps1|cmd|bat))?$/;

const IDLE: ReadonlySet<string> = new Set(['--help', '-h', '--version', '--list']);
const LOUD: ReadonlySet<string> = new Set(['-v', '--verbose', '-q', '--quiet']);

/**
 * A script of the project's own that is called by what it does: `./test.sh`, `bash scripts/run-tests.sh`, `bin/lint`.
 * What it does with its arguments is not known, so that a run with any is taken for a part of one without.
 */
export const scriptFile = (argv: readonly string[], cwd: string): IdentifiedCheck | null => {
  const started = fileOfShell(argv);
  const [path = '', ...args] = started ?? argv;
  const called = started !== undefined || /[/\\]/.test(path);
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  const kind = called && NAME.test(name) ? classifyName(name.replace(/\.\w+$/, '')) : null;
  if (kind === null) return null;
  return identified({
    kind,
    tool: path.replace(/^\.[/\\]/, '').replaceAll('\\', '/'),
    cwd,
    scope: args.filter((arg) => !LOUD.has(arg)),
    voids: args.filter((arg) => IDLE.has(arg)),
  });
};

/** What a shell was given to run, with its words; undefined for another program. */
const fileOfShell = ([program = '', ...words]: readonly string[]): readonly string[] | undefined => {
  if (SHELLS.has(program)) return afterOptions(words);
  if (!/^(?:powershell|pwsh)(?:\.exe)?$/i.test(program)) return undefined;
  const at = words.findIndex((word) => /^-f(?:ile)?$/i.test(word) || /\.ps1$/i.test(word));
  return words.slice(/\.ps1$/i.test(words[at] ?? '') ? at : at + 1);
};

/** A shell that only reads the script (`-n`), or is given text (`-c`), runs no such file. */
const afterOptions = (words: readonly string[]): readonly string[] => {
  const at = words.findIndex((word) => !word.startsWith('-'));
  const options = words.slice(0, Math.max(at, 0));
  return at === -1 || options.some((option) => /^-\w*[nc]/.test(option)) ? [] : words.slice(at);
};
