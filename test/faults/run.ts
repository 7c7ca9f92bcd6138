/**
 * `npm run test:faults`: strikes the store and the command line with faults, prints what was done, the figure and the
 * target, and ends with "N passed, N failed"; the exit status is 1 when a target was missed.
 *
 *   --long          the long form          --only A1,D5   only these
 *   --seed N        replays a run          --report FILE  writes {"passed", "failed", "skipped", "problems"}
 */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import type { Fault, FaultResult, FaultRun } from './fault.ts';
import { faults } from './index.ts';

const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    only: { type: 'string' },
    seed: { type: 'string' },
    report: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000_007);
const chosen = faults.filter(({ id }) => values.only === undefined || values.only.split(',').includes(id));

interface Outcome {
  readonly fault: Fault;
  readonly result: FaultResult;
  readonly seconds: number;
}

const main = async (): Promise<void> => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'opensession-faults-')));
  const outcomes: Outcome[] = [];
  console.log(`form: ${values.long ? 'long' : 'short'}; to replay: npm run test:faults -- --seed ${seed}`);
  try {
    const shared = { ...prepare(base), form: values.long ? 'long' : 'short' } as const;
    for (const fault of chosen) {
      const dir = join(base, fault.id);
      mkdirSync(dir);
      const outcome = await strike(fault, { ...shared, dir, random: randomFrom(`${seed} ${fault.id}`) });
      outcomes.push(outcome);
      report(outcome);
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    }
  } finally {
    rmSync(base, { recursive: true, force: true, maxRetries: 5 });
  }
  printTable(outcomes);
  const count = (test: (result: FaultResult) => boolean): number =>
    outcomes.filter(({ result }) => test(result)).length;
  const failed = count((result) => result.is === 'ran' && result.problems.length > 0);
  const skipped = count((result) => result.is === 'skipped');
  const passed = outcomes.length - failed - skipped;
  const problems = outcomes.flatMap(({ fault, result }) =>
    result.is === 'ran' ? result.problems.slice(0, 5).map((problem) => `${fault.id} ${fault.name}: ${problem}`) : [],
  );
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify({ passed, failed, skipped, problems }));
  console.log(`${skipped} skipped`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
};

/** Bundled, so that a process is about as quick to start as a user's. */
const prepare = (base: string): Pick<FaultRun, 'opensession' | 'scripts'> => {
  const from = join(import.meta.dirname, 'scripts');
  const scripts = join(base, 'scripts');
  buildSync({
    entryPoints: readdirSync(from).map((name) => join(from, name)),
    outdir: scripts,
    bundle: true,
    platform: 'node',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
  });
  return { opensession: [process.execPath, join(import.meta.dirname, '../../dist/opensession.js')], scripts };
};

const strike = async (fault: Fault, run: FaultRun): Promise<Outcome> => {
  const start = performance.now();
  const result = await fault.run(run).catch((error: unknown): FaultResult => ({
    is: 'ran',
    done: 'it broke off',
    figure: '',
    problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  }));
  return { fault, result, seconds: (performance.now() - start) / 1000 };
};

/** mulberry32 by Tommy Ettinger (public domain), seeded with the text's 32-bit FNV-1a hash. */
const randomFrom = (text: string): (() => number) => {
  let state = 0x811c9dc5;
  for (const char of text) state = Math.imul(state ^ char.charCodeAt(0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const report = ({ fault, result, seconds }: Outcome): void => {
  const word = result.is === 'skipped' ? 'skip' : result.problems.length === 0 ? 'ok  ' : 'MISS';
  const told = result.is === 'skipped' ? result.reason : `${result.done}: ${result.figure}`;
  console.log(`${word} ${fault.id} ${fault.name} (${seconds.toFixed(1)} s): ${told}`);
  for (const problem of result.is === 'ran' ? result.problems.slice(0, 20) : []) console.log(`       ${problem}`);
};

const printTable = (outcomes: readonly Outcome[]): void =>
  console.table(
    Object.fromEntries(
      outcomes.map(({ fault, result, seconds }) => [
        fault.id,
        {
          fault: fault.name,
          done: result.is === 'ran' ? result.done : '',
          figure: result.is === 'ran' ? result.figure : result.reason,
          target: fault.target,
          met: result.is === 'skipped' ? 'skipped' : result.problems.length === 0 ? 'yes' : 'NO',
          s: Number(seconds.toFixed(1)),
        },
      ]),
    ),
  );

await main();
