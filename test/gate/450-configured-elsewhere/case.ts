import { type GateCase, PASSES, type Variant, weighs } from '../gate-case.ts';

const TESTS = (command: string, setup = ''): string => `ci_principals = ["ci"]
[[required_checks]]
name = "tests"
command = ${JSON.stringify(command)}
setup = ${JSON.stringify(setup)}
rerun = true
timeout_seconds = 20
`;

interface Files {
  readonly [path: string]: string;
}

/** Files of the target branch, of which an agent makes the last one end every run well. */
const changed = (command: string, files: Files, path: string, setup?: string): Variant => ({
  policy: TESTS(command, setup),
  script: async ({ session, sh, write }) => {
    await sh('git checkout -q main');
    for (const [file, text] of Object.entries({ [path]: 'old\n', ...files })) write(file, text);
    await sh('git add -A && git commit -qm tests && git checkout -q -B work');
    const agent = session();
    agent.write(path, 'process.exit(0);\n');
    await agent.save();
    await sh('git add -A && git commit -qm work');
    return { rerunResults: [{ name: 'tests', result: 'success' }] };
  },
});

const scripts = (given: Files): string => JSON.stringify({ name: 'demo', scripts: given });
const WORKSPACES: Files = {
  'package.json': JSON.stringify({ name: 'demo', workspaces: ['packages/*'], scripts: { test: 'npm test -ws' } }),
  'packages/a/package.json': scripts({ test: 'jest', build: 'node build.js' }),
  'packages/a/jest.config.js': "module.exports = { setupFiles: ['./boot.js'] };\n",
};
const BOOT = 'packages/a/boot.js';
const TOOL = 'tools/t.js';

export const gateCase: GateCase = {
  title: 'the change has another file that the check runs by a script, or that a configuration elsewhere loads',
  policy: TESTS('npm test'),
  ...weighs('definition_changed'),
  script: {
    'workspace by name': changed('npm test -w a', WORKSPACES, BOOT),
    'filter of pnpm': changed('pnpm --filter a test', WORKSPACES, BOOT),
    'cd into it': changed('cd packages/a && npm test', WORKSPACES, BOOT),
    'all of them': changed('npm test', WORKSPACES, BOOT),
    'a script there': changed(
      'npm test -w a',
      { ...WORKSPACES, 'packages/a/package.json': scripts({ test: 'node ../../tools/t.js' }) },
      TOOL,
    ),
    'told which': changed(
      'vitest run --config ci/unit.mts',
      { 'ci/unit.mts': "export default { test: { setupFiles: ['./ci/boot.ts'] } };" },
      'ci/boot.ts',
    ),
    'extends of extends': changed(
      'npx tsc',
      { 'tsconfig.json': '{"extends":"./ts/base"}', 'ts/base.json': '{"extends":"./strict.json"}' },
      'ts/strict.json',
    ),
    'made of another': changed(
      'npx jest',
      {
        'jest.config.js': "module.exports = require('./ci/jest');",
        'ci/jest.js': "module.exports = { setupFiles: ['./ci/b.js'] };",
      },
      'ci/b.js',
    ),
    'rules of a linter': changed(
      'npx eslint .',
      { 'eslint.config.mjs': "import rules from './lint/rules.mjs';" },
      'lint/rules.mjs',
    ),
    'include of include': changed(
      'make -C sub test',
      { 'sub/Makefile': 'include ci/rules\ntest:\n\tjest\n', 'sub/ci/rules': '# none\n' },
      'sub/ci/rules',
    ),
    'by an option': changed('npx mocha -r ./ci/s.js', {}, 'ci/s.js'),
    'by a variable': changed('NODE_OPTIONS="--require ./ci/s.js" npm test', {}, 'ci/s.js'),
    'by a project': changed('npx tsc -p ci/ts.json', {}, 'ci/ts.json'),
    'script of a script': changed(
      'npm run check',
      { 'package.json': scripts({ check: 'npm run -s unit', unit: 'node tools/t.js' }) },
      TOOL,
    ),
    'before it': changed('npm test', { 'package.json': scripts({ pretest: 'node tools/t.js', test: 'jest' }) }, TOOL),
    'as it is installed': changed(
      'npx jest',
      { 'package.json': scripts({ prepare: 'node tools/t.js' }) },
      TOOL,
      'npm ci',
    ),
    'of a target': changed('make test', { Makefile: 'test:\n\tsh tools/t.sh\n' }, 'tools/t.sh'),
    'runner of a target': changed('make test', { Makefile: 'test:\n\tpytest\n' }, 'pytest.ini'),
    'by a pattern': changed('npx run-s "test:*"', { 'package.json': scripts({ 'test:a': 'node tools/t.js' }) }, TOOL),
    'affected projects': changed(
      'nx affected --target=test',
      { 'packages/a/package.json': scripts({ test: 'node ../../tools/t.js' }) },
      TOOL,
    ),
    'target of a project': changed(
      'nx test a',
      { 'packages/a/project.json': JSON.stringify({ targets: { test: { command: 'node tools/t.js' } } }) },
      TOOL,
    ),
    'project itself': changed('nx test a', {}, 'packages/a/project.json'),
    'before a task': changed(
      'turbo run test',
      {
        'turbo.json': '{"tasks":{"test":{"dependsOn":["gen"]}}}',
        'packages/a/package.json': scripts({ test: 'jest', gen: 'node ../../tools/t.js' }),
      },
      TOOL,
    ),
    'task of a file': changed('task test', { 'Taskfile.yml': 'tasks: { test: { cmd: node tools/t.js } }\n' }, TOOL),
    'recipe before': changed('just test', { justfile: 'test *args: unit\nunit:\n  node tools/t.js\n' }, TOOL),
    'target before': changed('make test', { Makefile: 'test: unit\nunit:\n\tnode tools/t.js\n' }, TOOL),
    'task of moon': changed('moon run a:test', { 'a/moon.yml': 'tasks: { test: { command: sh b.sh } }\n' }, 'a/b.sh'),
    'recipe with a value of its own': changed(
      'just test',
      { justfile: 'test target="all" *args=\'-v\': unit\n  node tools/t.js\nunit:\n  true\n' },
      TOOL,
    ),
    'recipe with a condition': changed('make test', { Makefile: 'test:\nifdef CI\n\tnode tools/t.js\nendif\n' }, TOOL),
    'target that make is called for': changed(
      'make test',
      { Makefile: 'test:\n\t$(MAKE) unit\nunit:\n\tnode tools/t.js\n' },
      TOOL,
    ),
    'recipe in the line of its target': changed('make test', { Makefile: 'test: ; node tools/t.js\n' }, TOOL),
    'target in the package': changed(
      'nx test a',
      { 'packages/a/package.json': '{"nx":{"targets":{"test":{"command":"node tools/t.js"}}}}' },
      TOOL,
    ),
    'another task': {
      ...changed('task test', { 'Taskfile.yml': 'tasks: { test: [jest], x: [node tools/t.js] }\n' }, TOOL),
      ...PASSES,
    },
    'a script called run': {
      ...changed('turbo run test', { 'package.json': scripts({ test: 'jest', run: 'node tools/t.js' }) }, TOOL),
      ...PASSES,
    },
    'another script': {
      ...changed('npm test', { 'package.json': scripts({ test: 'jest', release: 'node tools/t.js' }) }, TOOL),
      ...PASSES,
    },
    'build of a package': { ...changed('npm test -w a', WORKSPACES, 'packages/a/build.js'), ...PASSES },
    'what a set-up imports': {
      ...changed('npx mocha -r ./ci/s.js', { 'ci/s.js': "import '../src/app.js';" }, 'src/app.js'),
      ...PASSES,
    },
    'tests that are found': {
      ...changed('npm test', { 'package.json': scripts({ test: 'node --test test/*.test.js' }) }, 'test/a.test.js'),
      ...PASSES,
    },
  },
};
