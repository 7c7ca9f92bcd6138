/** Times whole processes in pairs, A B A B …, so that a drift of the machine's speed falls on both alike. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export interface Command {
  readonly argv: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
  readonly stdin?: string;
}

export interface Measured {
  /** Median wall time, milliseconds. */
  readonly ms: number;
  /** Largest peak resident memory of a Node process, MiB; null for other programs. */
  readonly peak: number | null;
}

export interface Pair {
  readonly ours: Measured;
  readonly floor: Measured;
  /** Median of the ratios ours / floor, pair by pair. */
  readonly ratio: number;
}

const REPORT = join(import.meta.dirname, 'report-peak.mjs');

/** `rounds` counted runs of each after one uncounted; `before` runs before each, uncounted. */
export const pair = (ours: Command, floor: Command, more: { rounds: number; before?: () => void }): Pair => {
  const times: { ours: number[]; floor: number[] } = { ours: [], floor: [] };
  const peaks: { ours: number[]; floor: number[] } = { ours: [], floor: [] };
  for (let round = -1; round < more.rounds; round++) {
    for (const which of ['ours', 'floor'] as const) {
      more.before?.();
      const { ms, peak } = timed(which === 'ours' ? ours : floor);
      if (round < 0) continue;
      times[which].push(ms);
      if (peak !== null) peaks[which].push(peak);
    }
  }
  const of = (which: 'ours' | 'floor'): Measured => ({
    ms: median(times[which]),
    peak: peaks[which].length === 0 ? null : Math.max(...peaks[which]),
  });
  return {
    ours: of('ours'),
    floor: of('floor'),
    ratio: median(times.ours.map((ms, i) => ms / (times.floor[i] ?? ms))),
  };
};

/** One run of a command. @throws when it fails: a figure of a failure is none */
export const timed = ({ argv, cwd, env, stdin }: Command): { ms: number; peak: number | null } => {
  const [program, ...args] = argv;
  const isNode = program === process.execPath;
  const start = process.hrtime.bigint();
  const result = spawnSync(program, isNode ? ['--import', REPORT, ...args] : args, {
    cwd,
    env: { ...process.env, ...env },
    input: stdin ?? '',
    maxBuffer: 1 << 30,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (result.status !== 0)
    throw new Error(`${argv.join(' ')} ended with ${result.status}: ${result.stderr.toString().slice(-2000)}`);
  const peak = Number(result.output[3]?.toString() ?? '');
  return { ms, peak: isNode && peak > 0 ? peak / 1024 : null };
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const right = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? right : ((sorted[middle - 1] ?? right) + right) / 2;
};
