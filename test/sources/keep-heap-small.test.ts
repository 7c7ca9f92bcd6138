import { getHeapSpaceStatistics } from 'node:v8';
import { expect, test } from 'vitest';
import { keepHeapSmall } from '../../src/sources/keep-heap-small.ts';

const MEBIBYTE = 1024 * 1024;

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;

test('the young generation stays small while much is read and some of it lives on for a while', () => {
  const keepSmall = keepHeapSmall();
  const alive: object[][] = [];
  let largest = 0;
  for (let read = 0; read < 400; read++) {
    keepSmall(MEBIBYTE);
    alive.push(Array.from({ length: 10_000 }, (_, n) => ({ n, text: `${n}` })));
    if (alive.length > 8) alive.shift();
    largest = Math.max(largest, youngBytes());
  }
  // twice the bound: it is looked at once a read
  expect(largest).toBeLessThanOrEqual(16 * MEBIBYTE);
});
