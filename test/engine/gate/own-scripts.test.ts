import { expect, test } from 'vitest';
import { withOwnScripts } from '../../../src/engine/gate/own-scripts.ts';

const definitionOf = (command: string, more: { cwd?: string; setup?: string; definition?: string[] } = {}) => {
  const rest = { rerun: true, network: false, timeout_seconds: 60 };
  const check = { name: 'a', command, cwd: '.', setup: '', definition: [], ...rest, ...more };
  return withOwnScripts({ required_checks: [check] }).required_checks[0]?.definition;
};

test.each([
  ['sh scripts/test.sh', ['scripts/test.sh']],
  ['npm test && node scripts/licences.js', ['scripts/licences.js']],
  ['./gradlew test', ['gradlew']],
  ['cd web && ./check.sh', ['web/check.sh']],
  ['sh "[a].sh"', ['\\[a\\].sh']],
  ['python -m checks', ['checks.py', 'checks/__main__.py']],
  ['node a.js', ['a.js']],
  ['sh run.v1 && sh run.v1.sh', ['run.v1', 'run.v1.sh']],
  ['npm test', []],
  ['/usr/bin/check.sh; ../beside.sh', []],
])('%s is what %j says', (command, paths) => {
  expect(definitionOf(command)).toEqual(paths);
});

test('in its directory, also of what prepares it; what the policy names is not named again', () => {
  expect(definitionOf('./a.sh', { cwd: 'sub', setup: './b.sh' })).toEqual(['sub/a.sh', 'sub/b.sh']);
  expect(definitionOf('sh scripts/test.sh', { definition: ['scripts/**'] })).toEqual(['scripts/**']);
});
