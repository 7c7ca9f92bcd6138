/**
 * `npm run bench`: a table of ratios to floors that do the same work in the same run, warm, with peak memory. Nothing
 * here is asserted by tests: machines differ, ratios travel. `npm run bench -- NAME` runs the cases whose name holds NAME.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchRow } from './bench-case.ts';
import { cases } from './cases/index.ts';

const only = process.argv[2] ?? '';
const bench: Bench = {
  dir: mkdtempSync(join(tmpdir(), 'opensession-bench-')),
  opensession: [process.execPath, join(import.meta.dirname, '../../dist/opensession.js')],
  rounds: Number(process.env['BENCH_ROUNDS'] ?? 11),
};
const rows: BenchRow[] = [];
try {
  for (const one of cases.filter(({ name }) => name.includes(only))) {
    process.stderr.write(`${one.name} …\n`);
    rows.push(...(await one.run(bench)));
  }
} finally {
  rmSync(bench.dir, { recursive: true, force: true });
}
console.table(
  rows.map(({ name, ours_ms, floor, floor_ms, ratio, target, met, peak }) => ({
    work: name,
    'ours (ms)': ours_ms,
    floor,
    'floor (ms)': floor_ms,
    ratio,
    target,
    met: met ? 'yes' : 'NO',
    'peak (MiB)': peak ?? '',
  })),
);
