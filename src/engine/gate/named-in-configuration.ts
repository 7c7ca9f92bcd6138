/**
 * Files that the configuration of a runner plainly names as part of what a check does: set-up files, plugins, what it
 * extends or includes. They have any name, so that no glob of names holds them.
 */
import { posix } from 'node:path';
import { asString, field, isObject, readJson } from '../../domain/json.ts';
import { asGlob } from '../../judging/globs.ts';
import { parseCommandLine } from '../../shell/parse-command-line.ts';
import { programName } from '../../shell/parsing/directories.ts';

/** Whether runners look for it: in the folder where a check runs, and what runs in workspaces does in each. */
export const isConfiguration = (path: string): boolean =>
  NAMES.has(posix.basename(path)) && !/(?:^|\/)node_modules\//.test(path);

const SCRIPTS = ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts'];
const RUNNERS =
  'jest vitest vite playwright cypress wdio ava web-test-runner eslint prettier stylelint babel postcss webpack'.split(
    ' ',
  );
const NAMES: ReadonlySet<string> = new Set([
  ...RUNNERS.flatMap((runner) => SCRIPTS.map((end) => `${runner}.config.${end}`)),
  ...SCRIPTS.map((end) => `vitest.workspace.${end}`),
  ...['js', 'cjs'].flatMap((end) => [
    `karma.conf.${end}`,
    `.mocharc.${end}`,
    `.eslintrc.${end}`,
    `.prettierrc.${end}`,
    `.stylelintrc.${end}`,
  ]),
  ...['.eslintrc', '.prettierrc', '.stylelintrc', '.babelrc'].flatMap((name) =>
    ['', '.json', '.yml', '.yaml'].map((end) => name + end),
  ),
  ...(
    '.mocharc.json .mocharc.jsonc .mocharc.yml .mocharc.yaml jest.config.json package.json tsconfig.json phpunit.xml ' +
    'phpunit.xml.dist bunfig.toml pytest.ini .pytest.ini tox.ini setup.cfg pyproject.toml GNUmakefile makefile Makefile'
  ).split(' '),
]);

/** How one of them was come to, where it is not called as one. */
export interface Reached {
  /** Another names it, or an option of the check. */
  readonly by: 'configuration' | 'makefile' | 'option';
  /** Where the check runs, or what names it is: some runners look from there, and not from where it is itself. */
  readonly dirs?: readonly string[];
}

/** Globs of what one of them names. */
export const namedInConfiguration = (path: string, text: string, reached?: Reached): readonly string[] => {
  const dirs = [...new Set([posix.dirname(path), ...(reached?.dirs ?? [])])];
  const named = namesIn(posix.basename(path), text, reached?.by).slice(0, MOST);
  return [...new Set([...new Set(named)].flatMap((one) => dirs.flatMap((dir) => globsOf(dir, one))))];
};

const namesIn = (name: string, text: string, by?: Reached['by']): readonly string[] => {
  // what is reached may be a program as well, of which what it imports is no configuration
  if (by === 'configuration' || (by === 'option' && SCRIPT.test(name)))
    return [
      ...[...valuesOf(text), ...plugins(text)].filter(isOwn),
      ...(ofRunner(text) || HANDS_ON.test(text) ? imported(name, text) : []),
    ];
  return by === 'makefile' || /makefile$|\.mk$/i.test(name)
    ? included(text)
    : /\.(?:ini|cfg|toml)$/.test(name)
      ? [...valuesOf(text), ...plugins(text)]
      : /\.xml/.test(name)
        ? [...text.matchAll(/\bbootstrap=["']([^"']+)["']/g)].map(([, file = '']) => file)
        : name === 'package.json'
          ? inPackage(text)
          : [...valuesOf(text), ...(name.startsWith('.mocharc') ? ofMocha(text) : []), ...imported(name, text)];
};

const SCRIPT = /\.[cm]?[jt]sx?$/;
const isOwn = (named: string): boolean => /^(?:\.{1,2}\/|<rootDir>)/.test(named);
/** `module.exports = require('./base')`, `export * from './base'` */
const HANDS_ON = /\bmodule\.exports\s*=\s*(?:\{\s*\.\.\.)?require\(|^\s*export\s[^;\n]{0,200}\bfrom\b/m;

const MOST = 200;

/** A list, a name in quotes, what a function makes of one, a bare word, a list of lines. */
const VALUE =
  /["']?\s*[:=](?:\s*(\[[^\]]{0,4000}\]|"[^"\n]+"|'[^'\n]+'|`[^`\n]+`|[\w.]+\([^\n)]{0,400})|[^\S\n]*([\w@./-]+)|((?:\n\s+-\s+\S+)+))/;

/** Behind which it stands what a runner loads before, or beside, the tests. */
const KEYS = new RegExp(
  String.raw`["']?\b(?:setupFiles(?:AfterEnv)?|globalSetup|globalTeardown|setupTestFrameworkScriptFile|testEnvironment|environment|testRunner|runner|testSequencer|testResultsProcessor|snapshotSerializers|snapshotResolver|resolver|reporters|require|preset|extends|preload|supportFile|onPrepare)${VALUE.source}`,
  'g',
);
/** Among them stands more that is installed than what is not. */
const PLUGINS = new RegExp(String.raw`["']?\b(?:plugins|parser|processor)${VALUE.source}`, 'g');
const KEYS_OF_MOCHA = new RegExp(String.raw`["']?\b(?:file|import|loader)${VALUE.source}`, 'g');
/** What jest has its files made of: name → program. */
const TRANSFORM = /\btransform["']?\s*:\s*\{([^}]{0,4000})\}/g;

const valuesOf = (text: string): readonly string[] => [
  ...behind(KEYS, text),
  ...behind(PLUGINS, text).filter(isOwn),
  ...[...text.matchAll(TRANSFORM)].flatMap(([, value = '']) => inQuotes(value)),
];

const ofRunner = (text: string): boolean => behind(KEYS, text).length > 0 || /\b(?:define|merge)Config\b/.test(text);

const ofMocha = (text: string): readonly string[] => behind(KEYS_OF_MOCHA, text);

const behind = (keys: RegExp, text: string): readonly string[] =>
  [...text.matchAll(keys)].flatMap(([, value = '', bare = '', listed = '']) => {
    const quoted = inQuotes(value);
    return quoted.length > 0 ? quoted : [...(bare + listed).matchAll(/[\w@.][\w@./-]*/g)].map(([one]) => one);
  });

const inQuotes = (value: string): readonly string[] =>
  [...value.matchAll(/"([^"\n]+)"|'([^'\n]+)'|`([^`\n]+)`/g)].map(([, ...words]) => words.join(''));

/** What else stands in a package is of what it is, and not of how it is tested: `exports` has a `require`, too. */
const inPackage = (text: string): readonly string[] => {
  const read = readJson(text);
  const own = (key: string): string => JSON.stringify(field(read, key)) ?? '';
  const scripts = field(read, 'scripts');
  return [
    ...PACKAGE_KEYS.flatMap((key) => valuesOf(own(key))),
    ...ofMocha(own('mocha')),
    ...Object.entries(isObject(scripts) ? scripts : {}).flatMap(([name, line]) => inScript(name, asString(line) ?? '')),
  ];
};

const PACKAGE_KEYS = 'jest mocha ava vitest wdio nyc c8 tap babel eslintConfig stylelint'.split(' ');

/** `vitest -c src/unit.config.ts`, `mocha -r test/setup.js`; what starts or builds is another matter. */
const inScript = (name: string, line: string): readonly string[] =>
  line.length > MOST_LINE
    ? []
    : parseCommandLine(line).commands.flatMap(({ argv }) => {
        const program = programName(argv[0] ?? '');
        if (!RUNS.test(program) && !(/test|spec|check|verify|unit|e2e|cov/i.test(name) && STARTS.test(program)))
          return [];
        return argv.flatMap((word, at) => {
          const [, value] = /^--(?:config|require|import|loader|file|setupFiles\w*)=(.+)$/s.exec(word) ?? [];
          return value !== undefined ? [value] : INSTRUCTS.test(argv[at - 1] ?? '') ? [word] : [];
        });
      });

const MOST_LINE = 10_000;
const INSTRUCTS = /^(?:-[cr]|--(?:config|require|import|loader|file|setupFiles\w*))$/;
const RUNS =
  /^_?(?:mocha|vitest|vite|jest|ava|playwright|cypress|karma|wdio|nyc|c8|tap|jasmine|eslint|prettier|stylelint)$/;
const STARTS = /^(?:node|tsx|ts-node|ts-mocha|bun|deno)$/;

/** A configuration that is made of others is these as well. */
const imported = (name: string, text: string): readonly string[] =>
  /\.[cm]?[jt]s$/.test(name)
    ? [...text.matchAll(/\b(?:from|import|require\()\s*["'](\.{1,2}\/[^"'\n]+)["']/g)].map(([, one = '']) => one)
    : [];

const included = (text: string): readonly string[] =>
  [...text.matchAll(/^[ ]*(?:-|s)?include[ \t]+(.+)$/gm)].flatMap(([, files = '']) =>
    files.replace(/#.*$/, '').trim().split(/\s+/),
  );

/** `addopts = -p tests.plugin` */
const plugins = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|[\s"'=])-p[\s"',]*([A-Za-z_]\w*(?:\.\w+)*)/gm)].map(
    ([, module = '']) => `${module.replaceAll('.', '/')}.py`,
  );

/** What is named without its ending may have any that a runner tries, or be a folder with an index. */
const globsOf = (dir: string, named: string): readonly string[] => {
  const path = posix.join(
    dir,
    named.replace(/^<rootDir>\/?|^\$\(CURDIR\)\/|^\$\{(?:__dirname|import\.meta\.dirname)\}\//, ''),
  );
  if (named.startsWith('/') || !/^[\w@.*?/+-]+$/.test(path) || /^\.\.?(?:\/|$)/.test(path)) return [];
  if (/[*?]/.test(path)) return [path];
  return [/\.\w+$/.test(path) ? asGlob(path) : `${asGlob(path)}{,.*,/{index,jest-preset,tsconfig}.*}`];
};

/** The files that a glob of `namedInConfiguration` stands for, among those that are there. */
export const filesNamed = (glob: string, isThere: (path: string) => boolean): readonly string[] => {
  const [, path = glob] = /^(.*)\{,\.\*,.*\}$/s.exec(glob) ?? [];
  const plain = path.replace(/\\(.)/g, '$1');
  if (path === glob) return isThere(plain) ? [plain] : [];
  const ways = ['', '/index', '/jest-preset', '/tsconfig'].map((way) => plain + way);
  return [plain, ...ways.flatMap((way) => ENDINGS.map((end) => `${way}.${end}`))].filter(isThere);
};

const ENDINGS = [...SCRIPTS, 'json', 'jsonc', 'yml', 'yaml'];
