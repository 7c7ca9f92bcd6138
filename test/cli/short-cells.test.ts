import { expect, test } from 'vitest';
import { shortIds, shortTime } from '../../src/cli/short-cells.ts';

test('ids are shown as short as tells them apart', () => {
  const [one, other] = ['01a202a9-8331-7ad3-9b1b-29eb7ccda6d9', '01a202a9-8331-7ad3-9c00-000000000000'];
  expect([one].map(shortIds([one, one]))).toEqual(['01a202a9-8331']);
  expect([one, other, 'short'].map(shortIds([one, other, 'short']))).toEqual([
    '01a202a9-8331-7ad3-9b',
    '01a202a9-8331-7ad3-9c',
    'short',
  ]);
});

test.each([
  ['2026-11-22T09:49:53.123Z', '2026-11-22 09:49'],
  [null, '-'],
  ['yesterday', 'yesterday'],
])('the time %s is shown as %s', (time, shown) => {
  expect(shortTime(time)).toBe(shown);
});
