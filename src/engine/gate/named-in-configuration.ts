/**
 * Files that the configuration of a runner plainly names as part of what a check does: set-up files, plugins, what it
 * extends or includes. They have any name, so that no glob of names holds them.
 */
import { posix } from 'node:path';
import { asGlob } from '../../judging/globs.ts';

/** Where runners look for it, in the folder in which a check runs, and at the root. */
export const configurationsIn = (dir: string): readonly string[] =>
  [...new Set(['.', dir])].flatMap((one) => NAMES.map((name) => posix.join(one, name)));

const SCRIPTS = ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts'];
const RUNNERS = ['jest', 'vitest', 'vite', 'playwright', 'cypress', 'wdio', 'ava', 'web-test-runner'];
const NAMES: readonly string[] = [
  ...RUNNERS.flatMap((runner) => SCRIPTS.map((end) => `${runner}.config.${end}`)),
  ...SCRIPTS.map((end) => `vitest.workspace.${end}`),
  ...['js', 'cjs'].flatMap((end) => [
    `karma.conf.${end}`,
    `.mocharc.${end}`,
    `babel.config.${end}`,
    `.eslintrc.${end}`,
  ]),
  ...(
    '.mocharc.json .mocharc.jsonc .mocharc.yml .mocharc.yaml jest.config.json package.json tsconfig.json phpunit.xml ' +
    'phpunit.xml.dist bunfig.toml pytest.ini .pytest.ini tox.ini setup.cfg pyproject.toml GNUmakefile makefile Makefile'
  ).split(' '),
];

/** Globs of what one of them names. */
export const namedInConfiguration = (path: string, text: string): readonly string[] => {
  const name = posix.basename(path);
  const dir = posix.dirname(path);
  const named = /makefile$/i.test(name)
    ? included(text)
    : /\.(?:ini|cfg|toml)$/.test(name)
      ? [...valuesOf(text), ...plugins(text)]
      : /\.xml/.test(name)
        ? [...text.matchAll(/\bbootstrap="([^"]+)"/g)].map(([, file = '']) => file)
        : [...valuesOf(text), ...(name === 'package.json' ? inScripts(text) : []), ...imported(name, text)];
  return [...new Set(named.slice(0, MOST))].flatMap((one) => globsOf(dir, one));
};

const MOST = 200;

/** Keys behind which it stands what a runner loads before, or beside, the tests. */
const KEYS =
  /["']?\b(?:setupFiles(?:AfterEnv)?|globalSetup|globalTeardown|setupTestFrameworkScriptFile|testEnvironment|testRunner|testSequencer|resolver|reporters|require|preset|extends|preload|supportFile|onPrepare)["']?\s*[:=](?:[^\S\n]*(\[[^\]]{0,4000}\]|"[^"\n]+"|'[^'\n]+'|[\w@./-]+)|((?:\n\s+-\s+\S+)+))/g;

const valuesOf = (text: string): readonly string[] =>
  [...text.matchAll(KEYS)].flatMap(([, value = '', listed = '']) => {
    const quoted = [...value.matchAll(/["']([^"'\n]+)["']/g)].map(([, one = '']) => one);
    return quoted.length > 0 ? quoted : [...(value + listed).matchAll(/[\w@.][\w@./-]*/g)].map(([one]) => one);
  });

/** Scripts of a package: `vitest -c src/unit.config.ts`, `mocha -r test/setup.js`. */
const inScripts = (text: string): readonly string[] =>
  [...text.matchAll(/[\s"](?:-[cr]|--(?:config|require|import|loader|file|setupFiles\w*))[ =]([\w@./-]+)/g)].map(
    ([, one = '']) => one,
  );

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
  const path = posix.join(dir, named.replace(/^<rootDir>\/?|^\$\(CURDIR\)\//, ''));
  if (named.startsWith('/') || !/^[\w@.*?/+-]+$/.test(path) || /^\.\.?(?:\/|$)/.test(path)) return [];
  if (/[*?]/.test(path)) return [path];
  return [/\.\w+$/.test(path) ? asGlob(path) : `${asGlob(path)}{,.*,/index.*}`];
};
