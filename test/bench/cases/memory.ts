import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchCase, round } from '../bench-case.ts';
import { makeClaudeLog } from '../make-log.ts';
import { timed } from '../measure.ts';

/** A handoff of 1 GB of JSONL: the size of the log must not show in the memory. */
export const memory: BenchCase = {
  name: '1 GB of JSONL',
  run: ({ dir, opensession }) => {
    const log = join(dir, '6a69c5ce-dc94-4dab-9438-91d7dbc01827.jsonl');
    const small = join(dir, '6a69c5ce-dc94-4dab-9438-91d7dbc01828.jsonl');
    makeClaudeLog(log, 1_000_000_000, '/home/dev/repo');
    makeClaudeLog(small, 1_000_000, '/home/dev/repo');
    const of = (path: string) =>
      timed({ argv: [...opensession, 'session', 'handoff', path, '--format', 'json'], cwd: dir });
    const large = of(log);
    const base = of(small);
    rmSync(log);
    return [
      {
        name: 'handoff of 1 GB of JSONL (peak memory)',
        ours_ms: round(large.ms, 0),
        floor: `the same of 1 MB: ${round(base.peak ?? 0, 0)} MiB`,
        floor_ms: round(base.ms, 0),
        ratio: round((large.peak ?? 0) / (base.peak ?? 1)),
        target: '≤ 250 MB',
        met: (large.peak ?? Number.POSITIVE_INFINITY) * 1.048576 <= 250,
        peak: round(large.peak ?? 0, 0),
      },
    ];
  },
};
