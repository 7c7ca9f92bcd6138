/**
 * `parse-log.ts AGENT LOG`: prints the median times of parsing a log and of its floor, in one process and in turn. In a
 * process of its own: code that has met the records of one agent is slower on another's.
 */
import { readFileSync } from 'node:fs';
import { agents } from '../../../src/agents/index.ts';
import { createTally } from '../../../src/domain/coverage.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { median } from '../measure.ts';

/** The first one is for warming up. */
const ROUNDS = 10;

const clock = (work: () => number): number => {
  const start = process.hrtime.bigint();
  if (work() < 1000) throw new Error('the work was not done');
  return Number(process.hrtime.bigint() - start) / 1e6;
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

const [id = '', path = ''] = process.argv.slice(2);
const agent = agents.find((one) => one.id === id);
if (agent === undefined) throw new Error(id);
const read = await agent.reader();
const parse = (): number => {
  let events = 0;
  const reading = read({ source: { agent: id, path }, logs: openLogReader(), tally: createTally() });
  for (const _ of reading) events++;
  return events;
};

const ours: number[] = [];
const floor: number[] = [];
for (let turn = 0; turn < ROUNDS; turn++) {
  const a = clock(parse);
  const b = clock(() => floorParse(path));
  if (turn === 0) continue;
  ours.push(a);
  floor.push(b);
}
const ratio = median(floor.map((ms, i) => ms / (ours[i] ?? ms)));
process.stdout.write(JSON.stringify({ ours: median(ours), floor: median(floor), ratio }));
