import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const MEBIBYTE = 1024 * 1024;
const MODULE = pathToFileURL(join(import.meta.dirname, '../../src/sources/keep-heap-small.ts')).href;

/** Reads much of which some lives on for a while, in a process of its own: a heap that has grown stays large. */
const SCRIPT = (keeps: boolean): string => `
  import { getHeapSpaceStatistics } from 'node:v8';
  import { keepHeapSmall } from ${JSON.stringify(MODULE)};
  const young = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size;
  const keepSmall = ${keeps} ? keepHeapSmall() : () => {};
  const alive = [];
  let largest = 0;
  for (let read = 0; read < 400; read++) {
    keepSmall(${MEBIBYTE});
    alive.push(Array.from({ length: 10_000 }, (_, n) => ({ n, text: String(n) })));
    if (alive.length > 8) alive.shift();
    largest = Math.max(largest, young());
  }
  console.log(largest);
`;

const largest = (keeps: boolean): number =>
  Number(execFileSync(process.execPath, ['--input-type=module', '-e', SCRIPT(keeps)], { encoding: 'utf8', env: {} }));

test('the young generation stays small while much is read and some of it lives on for a while', () => {
  const kept = largest(true);
  // twice the bound: it is looked at once a read
  expect(kept).toBeLessThanOrEqual(16 * MEBIBYTE);
  expect(largest(false)).toBeGreaterThan(kept);
});
