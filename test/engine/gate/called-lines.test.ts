import { expect, test } from 'vitest';
import { calledLines } from '../../../src/engine/gate/called-lines.ts';
import { callsOfLines } from '../../../src/engine/gate/calls-of-line.ts';
import { holdsTasks, tasksIn } from '../../../src/engine/gate/task-files.ts';
import { taskTable } from '../../../src/engine/gate/task-table.ts';
import { scriptsIn } from '../../../src/engine/script-table.ts';

interface Files {
  readonly [path: string]: unknown;
}

const linesOf = async (command: string, files: Files, packages: readonly string[] = ['.']) => {
  let lookups = 0;
  const textOf = (path: string): string | undefined => {
    const file = files[path];
    return file === undefined || typeof file === 'string' ? file : JSON.stringify(file);
  };
  const known = scriptsIn(textOf);
  const tasks = await Promise.all(
    Object.keys(files)
      .filter(holdsTasks)
      .map((path) => tasksIn(path, textOf(path) ?? '')),
  );
  const lines = calledLines(
    { command, setup: '', cwd: '.' },
    {
      packages,
      calls: callsOfLines(),
      tasks: taskTable(tasks.flat()),
      script: (runner, dir, name) => {
        lookups++;
        return known(runner, dir, name);
      },
    },
  );
  return { texts: lines.slice(1).map(({ text }) => text), lookups };
};

test('scripts that all call each other are looked up once each', async () => {
  const count = 400;
  const names = Array.from({ length: count }, (_, at) => `test:${at}`);
  const scripts = Object.fromEntries(
    names.map((name, at) => [
      name,
      Array.from({ length: 30 }, (_, to) => `npm run test:${(at + to + 1) % count}`).join(' && '),
    ]),
  );
  const { texts, lookups } = await linesOf('npm run test:0', { 'package.json': { scripts } });
  expect(texts).toHaveLength(count);
  // the script, and what goes before and after it
  expect(lookups).toBe(count * 3);
});

test('what is called in each of many packages is looked up once in each', async () => {
  const packages = Array.from({ length: 300 }, (_, at) => `packages/p${at}`);
  const files = Object.fromEntries(
    packages.map((dir, at) => [`${dir}/package.json`, { scripts: { test: `node ${at}.js`, again: 'npm test -ws' } }]),
  );
  const { texts, lookups } = await linesOf('npm test -ws; npm run again -ws', files, packages);
  expect(texts).toHaveLength(packages.length * 2);
  // two in each, with what goes before and after
  expect(lookups).toBe(packages.length * 6);
});

test('words that a script is given may be the name of another', async () => {
  const scripts = { call: 'npm run', unit: 'node unit.js', lint: 'node lint.js' };
  expect((await linesOf('npm run call -- unit; npm run call -- lint', { 'package.json': { scripts } })).texts).toEqual([
    'npm run unit',
    'npm run lint',
    'node unit.js',
    'node lint.js',
  ]);
});

test('words that are handed on in a circle do not become more', async () => {
  const scripts = { test: 'npm run unit -- -t x', unit: 'npm test -- -t x -u' };
  expect((await linesOf('npm test', { 'package.json': { scripts } })).texts).toEqual([
    'npm run unit -- -t x',
    'npm test -- -t x -u -t x',
    'npm run unit -- -t x -t x -u',
    'npm test -- -t x -u -t x -u',
  ]);
});

const SCRIPTS = {
  scripts: { a: 'node a.js', 'test:a': 'node ta.js', 'test:b': 'node tb.js', test: 'node t.js', run: 'node run.js' },
};
const UNIT = { 'package.json': SCRIPTS, 'p/package.json': { scripts: { test: 'node p.js', build: 'node build.js' } } };
const PROJECT = {
  targets: {
    test: { command: 'node t.js', dependsOn: ['^build'] },
    build: { options: { cwd: '{projectRoot}', commands: ['node b.js', { command: 'node c.js' }] } },
    lint: { executor: '@nx/x', options: { eslintConfig: '{projectRoot}/own.mjs' }, configurations: {} },
  },
};
const TASKFILE = `
tasks:
  test: { deps: [gen], cmds: [task: unit, node t.js] }
  gen: node gen.js
  unit: { dir: sub, cmd: node u.js }
  other: node o.js
`;
const JUSTFILE =
  'alias t := test\nmode := "x"\ntest *args: unit\n  @node t.js {{args}}\n\nunit:\n  node u.js\nother:\n  node o.js\n';
const MAKEFILE = 'all: test\n.PHONY: all\ntest: unit gen # both\nunit gen:\n\t@node u.js\nother:\n\tnode o.js\n';

test.each<[string, Files, string[]]>([
  ['run-s "test:*"', UNIT, ['node ta.js', 'node tb.js']],
  ['npm-run-all -p a "test:**"', UNIT, ['node a.js', 'node ta.js', 'node tb.js']],
  ['concurrently "npm:test:*"', UNIT, ['node ta.js', 'node tb.js']],
  ['turbo run test', UNIT, ['node t.js', 'node p.js']],
  ['pnpm turbo run p#test --filter=p', UNIT, ['node t.js', 'node p.js']],
  [
    'turbo test',
    { ...UNIT, 'turbo.json': { tasks: { test: { dependsOn: ['^build'] } } } },
    ['node t.js', 'node p.js', 'node build.js'],
  ],
  ['nx affected --target=test', UNIT, ['node t.js', 'node p.js']],
  ['npx nx run-many -t lint,test', UNIT, ['node t.js', 'node p.js']],
  ['yarn nx test app', { 'app/project.json': PROJECT }, ['node t.js', 'node b.js', 'node c.js']],
  ['nx run app:test:ci', { 'app/project.json': PROJECT }, ['node t.js', 'node b.js', 'node c.js']],
  ['nx affected:lint', { 'app/project.json': PROJECT }, ['nx --config app/own.mjs']],
  ['task test', { 'Taskfile.yml': TASKFILE }, ['node t.js', 'node u.js', 'node gen.js']],
  ['task lib:unit', { 'lib/Taskfile.yml': TASKFILE }, ['node u.js']],
  ['just t', { justfile: JUSTFILE }, ['node t.js {{args}}', 'node u.js']],
  ['just', { justfile: JUSTFILE }, ['node t.js {{args}}', 'node u.js']],
  ['make', { Makefile: MAKEFILE }, ['node u.js']],
  ['cd sub && make', { Makefile: MAKEFILE, 'sub/Makefile': 'all:\n\tnode s.js\n' }, ['node s.js']],
  [
    'moon run app:test',
    {
      'app/moon.yml':
        'tasks: { test: { command: [node, t.js], deps: ["~:gen"] }, gen: { command: node, args: g.js }, x: { command: node x.js } }',
    },
    ['node t.js', 'node g.js'],
  ],
  ['moon ci', { '.moon/tasks.yml': 'tasks: { test: { script: node t.js } }' }, ['node t.js']],
  ['task test', { 'Taskfile.yml': 'tasks: [' }, []],
])('%s of %j comes to %j', async (command, files, texts) => {
  const found = (await linesOf(command, files, ['.', 'p'])).texts;
  expect(new Set(found)).toEqual(new Set(texts));
});

// of a pattern that tries each place with each other it would be minutes
test.each([
  ['Makefile', `a${' '.repeat(200_000)}b`, 0],
  ['justfile', `a ${'x'.repeat(200_000)}`, 0],
  ['justfile', `a ${'x="'.repeat(60_000)}`, 0],
  ['Taskfile.yml', `tasks:\n${Array.from({ length: 15_000 }, (_, at) => `  t${at}: x`).join('\n')}`, 15_000],
])('%s of a long line, or of many tasks, is read', async (path, text, tasks) => {
  expect(await tasksIn(path, text)).toHaveLength(tasks);
});
