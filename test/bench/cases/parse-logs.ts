import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadLog, SessionSource } from '../../../src/agents/agent.ts';
import { agents } from '../../../src/agents/index.ts';
import { createTally } from '../../../src/domain/coverage.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { type Bench, type BenchCase, type BenchRow, round } from '../bench-case.ts';
import { makeClaudeLog, makeCodexLog, makeCopilotLog, makeGeminiLog, makeQwenLog } from '../make-log.ts';
import { median } from '../measure.ts';

const SIZE = 52_000_000;
/** The first one is for warming up. */
const ROUNDS = 10;

/** Speeds in one process, in turn: bytes per second of the parser over those of split + decode + JSON.parse. */
export const parseLogs: BenchCase = {
  name: 'parse 50 MB',
  run: async (bench) => [
    await row(bench, 'claude-code', makeClaudeLog),
    await row(bench, 'codex', makeCodexLog),
    await row(bench, 'gemini', makeGeminiLog),
    await row(bench, 'copilot', makeCopilotLog),
    await row(bench, 'qwen', makeQwenLog),
  ],
};

const row = async (
  bench: Bench,
  id: string,
  make: (path: string, bytes: number, cwd: string) => number,
): Promise<BenchRow> => {
  const read = await readerOf(id);
  const name = id === 'codex' ? 'rollout-2026-11-22T09-50-37-01a202aa-2e67-7753-bc7b-4fca7252b724.jsonl' : 'log.jsonl';
  const log = join(bench.dir, name);
  make(log, SIZE, '/home/dev/repo');
  const ours: number[] = [];
  const floor: number[] = [];
  for (let turn = 0; turn < ROUNDS; turn++) {
    const a = clock(() => parse(read, { agent: id, path: log }));
    const b = clock(() => floorParse(log));
    if (turn > 0) {
      ours.push(a);
      floor.push(b);
    }
  }
  const ratio = median(floor.map((ms, i) => ms / (ours[i] ?? ms)));
  return {
    name: `parse 52 MB, ${id} (speed)`,
    ours_ms: round(median(ours), 0),
    floor: 'split + decode + JSON.parse',
    floor_ms: round(median(floor), 0),
    ratio: round(ratio),
    target: '≥ 0.5',
    met: ratio >= 0.5,
    peak: null,
  };
};

const clock = (work: () => number): number => {
  const start = process.hrtime.bigint();
  if (work() < 1000) throw new Error('the work was not done');
  return Number(process.hrtime.bigint() - start) / 1e6;
};

const readerOf = async (id: string): Promise<ReadLog> => {
  const agent = agents.find((one) => one.id === id);
  if (agent === undefined) throw new Error(id);
  return agent.reader();
};

const parse = (read: ReadLog, source: SessionSource): number => {
  let events = 0;
  const reading = read({ source, logs: openLogReader(), tally: createTally() });
  for (const _ of reading) events++;
  return events;
};

const floorParse = (path: string): number => {
  const bytes = readFileSync(path);
  let count = 0;
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    const stop = end === -1 ? bytes.length : end;
    if (stop > at) {
      JSON.parse(bytes.toString('utf8', at, stop));
      count++;
    }
    at = stop + 1;
  }
  return count;
};
