/** Where a program works whose line says it: a doubt then lies there, and not wherever the command ran. */
import type { SimpleCommand } from '../command-line.ts';
import { isRooted, isScratch, joinDirectory, programName } from '../parsing/directories.ts';
import { FILES_FROM } from '../parsing/plain-start.ts';
import { inlineScript, rootedWrites } from './inline-scripts.ts';
import { operandsOf } from './operands.ts';

const MAX_PLACES = 20;

/** Rooted places at or below which all lies that a command may change; undefined where that is not plain. */
export const plainPlaces = (command: SimpleCommand): readonly string[] | undefined => {
  const script = inlineScript(command);
  const paths = script === undefined ? placesOf(command) : rootedWrites(script);
  if (paths === undefined || paths.length === 0 || paths.length > MAX_PLACES || !paths.every(isRooted))
    return undefined;
  return [...new Set(paths.map((path) => joinDirectory('', path)))];
};

const placesOf = (command: SimpleCommand): readonly string[] | undefined => {
  const { argv, open } = command;
  switch (programName(argv[0] ?? '')) {
    case 'find':
      return argv.some((word) => /^-f(?:print0?|printf|ls)$/.test(word) || word === FILES_FROM)
        ? undefined
        : startsOf(argv.slice(1), (index) => open.includes(index + 1));
    case 'install':
      return open.includes(argv.length - 1) || argv.some((word) => INSTALL_VALUED.test(word))
        ? undefined
        : argv.slice(-1);
    case 'split':
    case 'csplit': {
      const { words } = operandsOf(command, 1, SPLIT_VALUED);
      return words.length < 2 ? undefined : words.slice(-1).flatMap((word) => word ?? []);
    }
    case '7z':
      return argv.flatMap((word) => (/^-o./.test(word) ? [word.slice(2)] : []));
    default:
      return FORMATTERS.has(programName(argv[0] ?? '')) && open.length === 0 ? filesOf(argv) : undefined;
  }
};

/** The last word is not where to, or may be the value of an option. */
const INSTALL_VALUED = /^(?:-[a-zA-Z]*[tSd]|--(?:target|suffix|directory|backup))/;

const SPLIT_VALUED = ['-a', '-b', '-C', '-l', '-n', '-t', '-f', '--lines', '--bytes', '--number', '--suffix-length'];

/** Where `find` begins: the words before its first condition. */
const startsOf = (words: readonly string[], isOpen: (index: number) => boolean): readonly string[] | undefined => {
  const starts: string[] = [];
  for (const [index, word] of words.entries()) {
    if (/^-(?:[HLP]|O\d?)$/.test(word) && starts.length === 0) continue;
    if (/^[-(!]/.test(word)) break;
    if (isOpen(index) && !isScratch(word)) return undefined;
    starts.push(isOpen(index) ? '/tmp' : word);
  }
  return starts.length === 0 ? undefined : starts;
};

/** Programs whose operands are the files that they rewrite. */
const FORMATTERS: ReadonlySet<string> = new Set(
  (
    'prettier gofmt goimports gofumpt shfmt eslint oxlint oxfmt stylelint standard black isort rustfmt stylua autopep8 ' +
    'yapf clang-format yq autoflake pyupgrade rubocop standardrb biome ruff ed ex gzip gunzip bzip2 bunzip2 xz unxz ' +
    'zstd unzstd'
  ).split(' '),
);
const VERBS: ReadonlySet<string> = new Set(['check', 'format', 'lint']);
/** Options without a value: what stands behind another one may be its value. */
const SWITCH = /^(?:-[a-z]{0,3}[wliqs]|--(?:write|fix|in-place|inplace|quiet|silent|unsafe)?)$/;

/** All that a formatter was given by name; none where its line may mean others. */
export const namedToFormat = ({ argv: [program = '', ...words], open, cwd }: SimpleCommand): readonly string[] => {
  if (!FORMATTERS.has(programName(program)) || open.length > 0 || cwd === null) return [];
  return words.flatMap((word) => (word.startsWith('-') || VERBS.has(word) ? [] : joinDirectory(cwd, word)));
};

/** Undefined where a word may be a value of an option, so that it is not known whether any file was named. */
const filesOf = ([, ...words]: readonly string[]): readonly string[] | undefined => {
  const files = words.filter((word, index) => !word.startsWith('-') && !(index === 0 && VERBS.has(word)));
  const sure = words.some(
    (word, index) =>
      isRooted(word) &&
      (index === 0 || words[index - 1]?.startsWith('-') === false || SWITCH.test(words[index - 1] ?? '')),
  );
  return sure ? files : undefined;
};
