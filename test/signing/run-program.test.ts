import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { type Run, runProgram } from '../../src/signing/run-program.ts';

const PATIENT_MS = 60_000;

const run = (script: string, how: Partial<Run> = {}) =>
  runProgram('sh', { args: ['-c', script], stdin: '', env: process.env, limitMs: PATIENT_MS, ...how });

/** Nothing else is done here meanwhile, as on a machine that is busy. */
const block = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** The end of each of our children is told with that of the first, and before what it wrote. */
test('what a program said is read to its end, however late this process comes to that', async () => {
  const other = spawn('echo', ['one']);
  other.stdout.once('data', () => block(600));
  other.once('exit', () => setImmediate(() => block(300)));
  expect(await run('sleep 0.3; echo told')).toMatchObject({ code: 0, stdout: 'told\n' });
});

test('what ended in time is not late, however late this process hears of it', async () => {
  const ended = run('echo told', { limitMs: 200 });
  block(500);
  expect(await ended).toMatchObject({ code: 0, stdout: 'told\n', late: false });
});
