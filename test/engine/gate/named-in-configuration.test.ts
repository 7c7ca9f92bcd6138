import { expect, test } from 'vitest';
import { globMatcher } from '../../../src/judging/globs.ts';
import { isConfiguration, namedInConfiguration } from '../../../src/engine/gate/named-in-configuration.ts';

test.each<[string, string, string[], string[]]>([
  [
    'jest.config.js',
    "setupFiles: ['<rootDir>/test/env.ts', './b.js'], testMatch: ['src/a.js']",
    ['test/env.ts', 'b.js'],
    ['src/a.js'],
  ],
  [
    'web/jest.config.json',
    '{ "setupFilesAfterEnv": ["./env.js"], "globalSetup": "./up" }',
    ['web/env.js', 'web/up.ts', 'web/up/index.js'],
    ['env.js'],
  ],
  [
    'vitest.config.ts',
    "import { a } from './shared';\nexport default { test: { setupFiles: './test/env.ts' } }",
    ['shared.ts', 'test/env.ts'],
    ['shared/x.ts'],
  ],
  [
    'package.json',
    '{"main":"./src/index.js","scripts":{"test":"mocha -r test/env.js"},"jest":{"preset":"./own"}}',
    ['test/env.js', 'own.js'],
    ['src/index.js'],
  ],
  ['.mocharc.yml', 'require:\n  - ts-node/register\n  - test/env.ts\nspec: a.js\n', ['test/env.ts'], ['a.js']],
  ['.mocharc.json', '{"require": "test/env"}', ['test/env.js'], []],
  [
    'Makefile',
    '-include ci/*.mk ci/rules # not.this\nall:\n\techo include a\n',
    ['ci/a.mk', 'ci/rules'],
    ['a', 'not.this'],
  ],
  ['pytest.ini', '[pytest]\naddopts = -q -p tests.plugin\n', ['tests/plugin.py'], ['plugin.py']],
  ['pyproject.toml', 'addopts = ["-p", "own_plugin"]', ['own_plugin.py'], []],
  ['phpunit.xml', '<phpunit bootstrap="tests/start.php">', ['tests/start.php'], []],
  ['tsconfig.json', '{"extends": ["./base.json"]}', ['base.json'], []],
  ['jest.config.js', "setupFiles: ['../../outside.js', '/abs.js', '@scope/package']", [], ['outside.js', 'abs.js']],
  [
    'package.json',
    '{"exports":{"require":"./lib/a.cjs"},"scripts":{"build":"cp -r src dist","start":"node -r ./otel.js ."},"mocha":{"file":"./b.js"}}',
    ['b.js'],
    ['lib/a.cjs', 'src/index.js', 'otel.js'],
  ],
  ['package.json', '{"scripts":{"test":"node --test --import=./a.js -r ./b.js"}}', ['a.js', 'b.js'], []],
  ['package.json', 'no JSON', [], ['no']],
  [
    'playwright.config.ts',
    "globalSetup: require.resolve('./up'), globalTeardown:\n  `${__dirname}/down.ts`",
    ['up.ts', 'down.ts'],
    [],
  ],
  ['jest.config.js', "transform: { '^.+$': '<rootDir>/make.js' }, runner: './run.js'", ['make.js', 'run.js'], []],
  ['.mocharc.yml', 'file: test/first.js\nimport: test/second.mjs', ['test/first.js', 'test/second.mjs'], []],
])('%s of %j names %j, and not %j', (path, text, named, others) => {
  const isNamed = globMatcher(namedInConfiguration(path, text));
  expect(named.filter((one) => !isNamed(one))).toEqual([]);
  expect(others.filter(isNamed)).toEqual([]);
});

test('a runner looks in any folder of the project, and not in what is installed', () => {
  expect(
    ['jest.config.js', 'web/eslint.config.mjs', 'a/.eslintrc', 'node_modules/a/package.json', 'a.config.js'].map(
      isConfiguration,
    ),
  ).toEqual([true, true, true, false, false]);
});

test('what is reached may be a program: what it imports is no configuration', () => {
  const imports = "import a from './a.js';\n";
  const named = (text: string): boolean =>
    globMatcher(namedInConfiguration('ci/b.js', text, { by: 'configuration' }))('ci/a.js');
  expect(named(imports)).toBe(false);
  expect(named(`${imports}export default { setupFiles: ['./c.js'] };`)).toBe(true);
  expect(named(`${imports}export default mergeConfig(a, {});`)).toBe(true);
  expect(named("module.exports = require('./a.js');")).toBe(true);
});
