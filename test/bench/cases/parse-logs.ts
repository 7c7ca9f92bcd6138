import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, type BenchCase, type BenchRow, round } from '../bench-case.ts';
import { makeClaudeLog, makeCodexLog, makeCopilotLog, makeGeminiLog, makeQwenLog } from '../make-log.ts';

const SIZE = 52_000_000;
const SCRIPT = join(import.meta.dirname, '../scripts/parse-log.ts');

/** Speeds: bytes per second of the parser over those of split + decode + JSON.parse. */
export const parseLogs: BenchCase = {
  name: 'parse 50 MB',
  run: (bench) => [
    row(bench, 'claude-code', makeClaudeLog),
    row(bench, 'codex', makeCodexLog),
    row(bench, 'gemini', makeGeminiLog),
    row(bench, 'copilot', makeCopilotLog),
    row(bench, 'qwen', makeQwenLog),
  ],
};

interface Times {
  readonly ours: number;
  readonly floor: number;
  readonly ratio: number;
}

const row = (bench: Bench, id: string, make: (path: string, bytes: number, cwd: string) => number): BenchRow => {
  const name = id === 'codex' ? 'rollout-2026-11-22T09-50-37-01a202aa-2e67-7753-bc7b-4fca7252b724.jsonl' : 'log.jsonl';
  const log = join(bench.dir, name);
  make(log, SIZE, '/home/dev/repo');
  const { ours, floor, ratio } = JSON.parse(
    execFileSync(process.execPath, [SCRIPT, id, log], { encoding: 'utf8' }),
  ) as Times;
  rmSync(log);
  return {
    name: `parse 52 MB, ${id} (speed)`,
    ours_ms: round(ours, 0),
    floor: 'split + decode + JSON.parse',
    floor_ms: round(floor, 0),
    ratio: round(ratio),
    target: '≥ 0.5',
    met: ratio >= 0.5,
    peak: null,
  };
};
