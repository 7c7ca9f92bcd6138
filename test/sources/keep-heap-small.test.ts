import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const MEBIBYTE = 1024 * 1024;
const MODULE = pathToFileURL(join(import.meta.dirname, '../../src/sources/keep-heap-small.ts')).href;

interface Work {
  readonly keeps: boolean;
  /** Values made at each read of 1 MiB, of which those of the last few reads are alive. */
  readonly values: number;
  readonly alive: number;
}

/** Reads 400 MiB in a process of its own: a heap that has grown stays large. */
const SCRIPT = ({ keeps, values, alive }: Work): string => `
  import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
  import { keepHeapSmall } from ${JSON.stringify(MODULE)};
  const young = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size;
  const keepSmall = ${keeps} ? keepHeapSmall : () => {};
  const kept = [];
  const largest = { young: 0, heap: 0 };
  for (let read = 0; read < 400; read++) {
    keepSmall(${MEBIBYTE});
    kept.push(Array.from({ length: ${values} }, (_, n) => ({ n, text: \`\${n} \${read}\` })));
    if (kept.length > ${alive}) kept.shift();
    largest.young = Math.max(largest.young, young());
    if (read > 144) largest.heap = Math.max(largest.heap, getHeapStatistics().total_heap_size);
  }
  console.log(JSON.stringify(largest));
`;

const largest = (work: Work): { readonly young: number; readonly heap: number } =>
  JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', SCRIPT(work)], { encoding: 'utf8', env: {} }),
  );

test('the young generation stays small while much is read and some of it lives on for a while', () => {
  const work = { values: 10_000, alive: 8 };
  const kept = largest({ ...work, keeps: true });
  // the bound, and what V8 adds to it before it is looked at again: 8 to 17 MiB; by itself it takes 128
  expect(kept.young).toBeLessThanOrEqual(24 * MEBIBYTE);
  expect(largest({ ...work, keeps: false }).young).toBeGreaterThan(2 * kept.young);
});

test('the whole heap stays small while a very long log is read', () => {
  const work = { values: 20_000, alive: 12 };
  const kept = largest({ ...work, keeps: true });
  // what is left alone, and what 16 reads leave behind
  expect(kept.heap).toBeLessThanOrEqual(128 * MEBIBYTE);
  expect(largest({ ...work, keeps: false }).heap).toBeGreaterThan(kept.heap);
});
