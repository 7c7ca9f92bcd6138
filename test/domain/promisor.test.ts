import { expect, test } from 'vitest';
import { promisorIn } from '../../src/domain/promisor.ts';

test.each([
  [[['remote.origin.promisor', 'true']], 'origin'],
  [[['remote.up.stream.promisor', null]], 'up.stream'],
  [
    [
      ['remote.a.promisor', 'true'],
      ['remote.b.promisor', 'true'],
      ['remote.a.promisor', 'off'],
    ],
    'b',
  ],
  [[['extensions.partialclone', 'old']], 'old'],
  [[['remote.a.url', 'promisor']], 'origin'],
] as const)('%j: %s', (entries, name) => {
  expect(promisorIn(entries.map(([key, value]) => ({ key, value })))).toBe(name);
});
