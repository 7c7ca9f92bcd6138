import { expect, test } from 'vitest';
import { requiredIds } from '../../../src/engine/gate/required-ids.ts';

const required = (command: string) => ({
  name: 'a',
  command,
  cwd: '.',
  definition: [],
  rerun: false,
  setup: '',
  network: false,
  timeout_seconds: 60,
});

test.each([
  ['npx vitest run', 'vitest'],
  ['npm ci && npx vitest run', 'vitest'],
  ['npx vitest run && npx eslint .', undefined],
  ['coverage run -m pytest && coverage report --fail-under=90', 'pytest'],
  ['coverage report --fail-under=90', 'coverage report +[--fail-under 90]'],
])('%s is known as %s', async (command, id) => {
  const ids = await requiredIds({ files: async (paths) => paths.map(() => null) }, [required(command)]);
  expect(ids.get('a')).toBe(id);
});
