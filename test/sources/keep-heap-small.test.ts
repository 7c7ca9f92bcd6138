import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const MEBIBYTE = 1024 * 1024;
const MODULE = pathToFileURL(join(import.meta.dirname, '../../src/sources/keep-heap-small.ts')).href;

/** Reads much of which some lives on for a while, in a process of its own: a heap that has grown stays large. */
const SCRIPT = (keeps: boolean): string => `
  import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
  import { keepHeapSmall } from ${JSON.stringify(MODULE)};
  const young = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size;
  const keepSmall = ${keeps} ? keepHeapSmall() : () => {};
  const alive = [];
  const largest = { young: 0, heap: 0 };
  for (let read = 0; read < 400; read++) {
    keepSmall(${MEBIBYTE});
    alive.push(Array.from({ length: 20_000 }, (_, n) => ({ n, text: \`\${n} \${read}\` })));
    if (alive.length > 12) alive.shift();
    largest.young = Math.max(largest.young, young());
    largest.heap = Math.max(largest.heap, getHeapStatistics().total_heap_size);
  }
  console.log(JSON.stringify(largest));
`;

const largest = (keeps: boolean): { readonly young: number; readonly heap: number } => {
  const argv = ['--input-type=module', '-e', SCRIPT(keeps)];
  return JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8', env: {} }));
};

test('the heap stays small while much is read and some of it lives on for a while', () => {
  const kept = largest(true);
  // twice the bound: it is looked at once a read
  expect(kept.young).toBeLessThanOrEqual(16 * MEBIBYTE);
  // the bound, and what 16 reads leave behind
  expect(kept.heap).toBeLessThanOrEqual(128 * MEBIBYTE);
  const left = largest(false);
  expect(left.young).toBeGreaterThan(kept.young);
  expect(left.heap).toBeGreaterThan(kept.heap);
});
