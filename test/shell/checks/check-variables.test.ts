import { expect, test } from 'vitest';
import { covers } from '../../../src/shell/checks/identified.ts';
import { identifyCheck } from '../../../src/shell/checks/identify-check.ts';
import { parseCommandLine } from '../../../src/shell/parse-command-line.ts';

const identityOf = (line: string) => {
  const command = parseCommandLine(line).commands.at(-1);
  const check = command === undefined ? null : identifyCheck(command, { cwd: '.', script: () => undefined });
  if (check === null) throw new Error(`expected a check, found none in ${line}`);
  return check.identity;
};

test.each([
  ['npm test', 'MODE=good npm test'],
  ['MODE=bad npm test', 'MODE=good npm test'],
  ['MODE=bad npm test', 'npm test'],
  ['npm test', 'SKIP_INTEGRATION=1 npm test'],
  ['pytest', 'PYTHONPATH=/elsewhere pytest'],
  ['pytest', 'PYTHONPATH=.. pytest'],
  ['pytest', 'PYTHONPATH=../src:. pytest'],
  ['pytest', 'PYTHONPATH=/lib pytest'],
])('%s is not settled by %s', (one, other) => {
  expect(identityOf(other).id).not.toBe(identityOf(one).id);
  expect(covers(identityOf(other), identityOf(one))).toBe(false);
});

test.each([
  ['MODE=good npm test', ['export MODE=good; npm test', 'env MODE=good npm test', 'CI=1 MODE=good npm test']],
  [
    'pytest',
    [
      'PYTHONPATH=. pytest',
      'PYTHONPATH=$PWD/src:. pytest',
      'PYTHONPATH=./lib/:src pytest',
      'LC_ALL=C.UTF-8 HOME=/tmp/h pytest',
    ],
  ],
  ['npm test', ['NODE_ENV=test npm test', 'RUST_LOG=debug npm test']],
])('%s stays itself', (line, others) => {
  expect(others.map((other) => identityOf(other).id)).toEqual(others.map(() => identityOf(line).id));
});

test('a variable whose value is no plain word is told by its name alone', () => {
  expect(identityOf('DATABASE_URL=postgres://db.internal/app npm test').id).toBe('npm test DATABASE_URL');
});
