import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { followSession, type SessionFollower } from '../../../src/engine/follow-session.ts';
import { openWorld } from '../../../src/open-world.ts';
import { type Bench, type BenchCase, type BenchRow, round } from '../bench-case.ts';
import { makeClaudeLog } from '../make-log.ts';
import { median } from '../measure.ts';

const SIZE = 200_000_000;
const GROWTHS = 31;

/** What a log costs that has grown by a few records, beside reading it whole. */
export const followLog: BenchCase = {
  name: 'follow a log',
  run: async (bench) => [await row(bench)],
};

const row = async (bench: Bench): Promise<BenchRow> => {
  const path = join(bench.dir, 'followed.jsonl');
  makeClaudeLog(path, SIZE, '/home/dev/repo');
  const more = `${readFileSync(path, 'utf8').slice(0, 64_000).split('\n').slice(1, 9).join('\n')}\n`;
  const follower = await followSession(openWorld(), { agent: 'claude-code', path });
  const whole = clock(follower);
  const grown: number[] = [];
  for (let turn = 0; turn < GROWTHS; turn++) {
    appendFileSync(path, more.replaceAll('"uuid":"', `"uuid":"${turn}-`));
    grown.push(clock(follower));
  }
  const ours = median(grown);
  return {
    name: `follow 200 MB, ${Math.round(more.length / 1000)} kB more`,
    ours_ms: round(ours),
    floor: 'reading it whole',
    floor_ms: round(whole, 0),
    ratio: round(ours / whole, 5),
    target: '≤ 0.01',
    met: ours / whole <= 0.01,
    peak: null,
  };
};

const clock = (follower: SessionFollower): number => {
  const start = process.hrtime.bigint();
  const followed = follower.look();
  let count = 0;
  for (const _ of followed.events) count++;
  if (count === 0 || followed.end() === undefined) throw new Error('the work was not done');
  return Number(process.hrtime.bigint() - start) / 1e6;
};
