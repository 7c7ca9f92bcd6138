import { expect, test } from 'vitest';
import { calledLines } from '../../../src/engine/gate/called-lines.ts';
import { callsOfLines } from '../../../src/engine/gate/calls-of-line.ts';
import { scriptsIn } from '../../../src/engine/script-table.ts';

interface Files {
  readonly [path: string]: unknown;
}

const linesOf = (command: string, files: Files, packages: readonly string[] = ['.']) => {
  let lookups = 0;
  const known = scriptsIn((path) => {
    const file = files[path];
    return file === undefined || typeof file === 'string' ? file : JSON.stringify(file);
  });
  const lines = calledLines(
    { command, setup: '', cwd: '.' },
    {
      packages,
      calls: callsOfLines(),
      script: (runner, dir, name) => {
        lookups++;
        return known(runner, dir, name);
      },
    },
  );
  return { texts: lines.slice(1).map(({ text }) => text), lookups };
};

test('scripts that all call each other are looked up once each', () => {
  const count = 400;
  const names = Array.from({ length: count }, (_, at) => `test:${at}`);
  const scripts = Object.fromEntries(
    names.map((name, at) => [
      name,
      Array.from({ length: 30 }, (_, to) => `npm run test:${(at + to + 1) % count}`).join(' && '),
    ]),
  );
  const { texts, lookups } = linesOf('npm run test:0', { 'package.json': { scripts } });
  expect(texts).toHaveLength(count);
  // the script, and what goes before and after it
  expect(lookups).toBe(count * 3);
});

test('what is called in each of many packages is looked up once in each', () => {
  const packages = Array.from({ length: 300 }, (_, at) => `packages/p${at}`);
  const files = Object.fromEntries(
    packages.map((dir, at) => [`${dir}/package.json`, { scripts: { test: `node ${at}.js`, again: 'npm test -ws' } }]),
  );
  const { texts, lookups } = linesOf('npm test -ws; npm run again -ws', files, packages);
  expect(texts).toHaveLength(packages.length * 2);
  // two in each, with what goes before and after
  expect(lookups).toBe(packages.length * 6);
});

test('words that a script is given may be the name of another', () => {
  const scripts = { call: 'npm run', unit: 'node unit.js', lint: 'node lint.js' };
  expect(linesOf('npm run call -- unit; npm run call -- lint', { 'package.json': { scripts } }).texts).toEqual([
    'npm run unit',
    'npm run lint',
    'node unit.js',
    'node lint.js',
  ]);
});
