/** One script of package.json as a command line asks for it. */
export interface Invocation {
  /** Who runs it: `npm`, `pnpm`, `yarn`, `bun`. */
  readonly manager: string;
  /** As the check is called: `npm test`, `npm run lint`. */
  readonly name: string;
  readonly script: string;
  /** Words for the script itself. */
  readonly args: readonly string[];
  /** Workspaces that it is narrowed to. */
  readonly scope: readonly string[];
  /** Where its package.json is when it is not here. */
  readonly dir: string | null;
  /** It runs in workspaces, whose package.json we do not see but for `dir`. */
  readonly elsewhere: boolean;
  /** It may as well be a program (`yarn eslint`). */
  readonly direct: boolean;
  readonly voids: readonly string[];
  readonly hollow: readonly string[];
  readonly masks: readonly string[];
}

interface Options {
  readonly scope: string[];
  readonly voids: string[];
  readonly hollow: string[];
  readonly masks: string[];
  all: boolean;
}

/** What a package manager is asked to run; null for any other command and for what is no script (`npm install`). */
export const invocationOf = ([program = '', ...words]: readonly string[]): Invocation | null => {
  if (program === 'node') return nodeRun(words);
  if (!MANAGERS.has(program)) return null;
  const manager = program === 'cnpm' ? 'npm' : program;
  const options: Options = { scope: [], voids: [], hollow: [], masks: [], all: false };
  const rest = manager === 'yarn' ? yarnWorkspaces(words, options) : words;
  const at = takeOptions(manager, rest, options);
  const verb = rest[at];
  if (verb === undefined) return null;
  const asked = scriptOf(manager, rest.slice(at), options);
  if (asked === null || (manager === 'bun' && ['test', 'build'].includes(verb))) return null;
  const name = asked.script === 'test' && manager !== 'bun' ? 'test' : `run ${asked.script}`;
  const elsewhere = options.all || options.scope.length > 0;
  const [only] = options.scope;
  return {
    manager,
    name: `${manager} ${name}${elsewhere ? ' --workspaces' : ''}`,
    elsewhere,
    ...asked,
    ...options,
    dir: options.scope.length === 1 && only !== undefined ? directoryOf(only) : null,
  };
};

const MANAGERS: ReadonlySet<string> = new Set(['npm', 'cnpm', 'pnpm', 'yarn', 'bun']);

const nodeRun = (words: readonly string[]): Invocation | null => {
  const at = words.findIndex((word) => /^--run(?:=|$)/.test(word));
  if (at === -1 || words.slice(0, at).some((word) => !word.startsWith('-'))) return null;
  const attached = words[at]?.slice('--run='.length) ?? '';
  const script = attached === '' ? words[at + 1] : attached;
  if (script === undefined) return null;
  const args = words.slice(at + (attached === '' ? 2 : 1)).filter((word) => word !== '--');
  const none = { scope: [], dir: null, elsewhere: false, direct: false, voids: [], hollow: [], masks: [] };
  return { manager: 'npm', name: `node --run ${script}`, script, args, ...none };
};

/** `yarn workspace a test`, `yarn workspaces foreach -A run test`: the words that are left. */
const yarnWorkspaces = (words: readonly string[], options: Options): readonly string[] => {
  const [first, second = ''] = words;
  if (first === 'workspace') {
    options.scope.push(second);
    return words.slice(2);
  }
  if (first !== 'workspaces') return words;
  options.all = true;
  const run = words.indexOf('run');
  return run === -1 ? [] : words.slice(run);
};

/** Reads options before a word that is none; returns its index. */
const takeOptions = (manager: string, words: readonly string[], options: Options): number => {
  let index = 0;
  for (; index < words.length; index++) {
    const word = words[index] ?? '';
    if (!word.startsWith('-') || word === '--') break;
    if (takeOption(manager, word, { next: words[index + 1], options })) index++;
  }
  return index;
};

/** True when the next word belongs to it. */
const takeOption = (
  manager: string,
  word: string,
  { next, options }: { readonly next: string | undefined; readonly options: Options },
): boolean => {
  const [, name = word, attached] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
  if (['--help', '-h', '--version', '--dry-run'].includes(name)) options.voids.push(word);
  if (name === '--if-present' && attached !== 'false') options.hollow.push(word);
  if (name === '--script-shell') options.masks.push(word);
  if (name === '--no-bail' || word === '--bail=false') options.masks.push(word);
  if (['--workspaces', '-ws', '--ws', '-r', '--recursive'].includes(name) && attached !== 'false') options.all = true;
  const selects = manager === 'npm' ? ['-w', '--workspace'] : ['-F', '--filter', '--workspace'];
  if (selects.includes(name)) options.scope.push(attached ?? next ?? '');
  return (
    attached === undefined &&
    (selects.includes(name) || ['--loglevel', '--reporter', '--config', '--script-shell'].includes(name))
  );
};

interface Asked {
  readonly script: string;
  readonly args: readonly string[];
  readonly direct: boolean;
}

const scriptOf = (manager: string, [verb = '', ...after]: readonly string[], options: Options): Asked | null => {
  if (RUN.has(verb)) {
    const at = takeOptions(manager, after, options);
    const script = after[at];
    return script === undefined ? null : { script, args: argsOf(manager, after.slice(at + 1), options), direct: false };
  }
  if (TEST.has(verb)) return { script: 'test', args: argsOf(manager, after, options), direct: false };
  if (manager === 'npm' || BUILTIN.has(verb)) return null;
  return { script: verb, args: argsOf(manager, after, options), direct: true };
};

/** npm keeps options before `--` to itself; the others hand all on. */
const argsOf = (manager: string, words: readonly string[], options: Options): readonly string[] => {
  if (manager !== 'npm') {
    if (words.includes('--if-present')) options.hollow.push('--if-present');
    return words.filter((word, index) => !(index === 0 && word === '--'));
  }
  const end = words.indexOf('--');
  const own = end === -1 ? words : words.slice(0, end);
  const args: string[] = [];
  for (let index = 0; index < own.length; index++) {
    const word = own[index] ?? '';
    if (!word.startsWith('-')) args.push(word);
    else if (takeOption(manager, word, { next: own[index + 1], options })) index++;
  }
  return [...args, ...(end === -1 ? [] : words.slice(end + 1))];
};

const RUN: ReadonlySet<string> = new Set(['run', 'run-script', 'rum', 'urn']);
const TEST: ReadonlySet<string> = new Set(['test', 't', 'tst']);
const BUILTIN: ReadonlySet<string> = new Set(
  (
    'install i add remove rm uninstall un update up upgrade link unlink import audit outdated list ls why init create ' +
    'publish pack config cache store exec dlx x info view login logout whoami set get version self-update env start ' +
    'dedupe patch rebuild root bin prune fetch deploy server setup licenses approve-builds ' +
    'global node plugin policies workspaces workspace upgrade-interactive constraints pm repl'
  ).split(' '),
);

/** Workspaces may be named by their path. */
const directoryOf = (name: string): string | null =>
  /^\.{0,2}\/?[\w.-]+(?:\/[\w.-]+)+$|^\.\/[\w.-]+$/.test(name) ? name.replace(/^\.\//, '') : null;
