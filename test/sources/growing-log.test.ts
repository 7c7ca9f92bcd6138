import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GrowingLog, openGrowing } from '../../src/sources/growing-log.ts';
import { BLOCK, type Watermark } from '../../src/sources/watermark.ts';

let dir: string;
let path: string;
let read = 0;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'opensession-growing-'));
  path = join(dir, 'log.jsonl');
  read = 0;
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** `at`: what its clock says; by default that every change is long ago. */
const open = (from?: Watermark, at?: Date): GrowingLog =>
  openGrowing(path, {
    now: () => at ?? new Date(Date.now() + 60_000),
    onRead: (bytes) => void (read += bytes),
    ...(from === undefined ? {} : { from }),
  });

const look = (log: GrowingLog, options?: { readonly verify: boolean }) => {
  const growth = log.look(options);
  if (!('rest' in growth)) return growth.kind;
  const lines = [...growth.lines()].map((line) => `${line.offset}:${line.length}`);
  return { kind: growth.kind, lines, rest: growth.rest };
};

const line = (index: number, length = 1000): string => `${String(index).padEnd(length - 1, 'x')}\n`;
const LONG = Array.from({ length: 1000 }, (_, index) => line(index)).join('');

const overwrite = (at: number, text: string): void => {
  const handle = openSync(path, 'r+');
  writeSync(handle, text, at);
  closeSync(handle);
};

test('a log that grows is read from where it was read to, and hashing it costs its edges', () => {
  writeFileSync(path, LONG);
  const log = open();
  expect(look(log)).toMatchObject({ kind: 'rewritten', rest: 0 });
  expect(look(log)).toBe('unchanged');
  read = 0;
  appendFileSync(path, line(1000));
  expect(look(log)).toEqual({ kind: 'grown', lines: ['1000000:999'], rest: 0 });
  expect(read).toBe(1000);
});

test('a line is taken once its end is there, though half a line may be there for long', () => {
  writeFileSync(path, 'a\nbc');
  const log = open();
  expect(look(log)).toEqual({ kind: 'rewritten', lines: ['0:1'], rest: 2 });
  expect(look(log)).toBe('unchanged');
  appendFileSync(path, 'd');
  expect(look(log)).toEqual({ kind: 'grown', lines: [], rest: 3 });
  appendFileSync(path, '\n\ne\n');
  expect(look(log)).toEqual({ kind: 'grown', lines: ['2:3', '7:1'], rest: 0 });
});

test.each<[string, () => void]>([
  ['shrunk', () => truncateSync(path, 10_000)],
  ['emptied', () => truncateSync(path, 0)],
  ['rewritten in place, as long as before', () => overwrite(500_000, 'y')],
  [
    'rewritten, its time set back',
    () => {
      const { atime, mtime } = statSync(path);
      overwrite(500_000, 'y');
      utimesSync(path, atime, mtime);
    },
  ],
  ['truncated and grown beyond its size', () => writeFileSync(path, LONG.replaceAll('x', 'y') + line(1000))],
  ['grown, with another start', () => (overwrite(10, 'y'), appendFileSync(path, line(1000)))],
  ['grown, with another end', () => (overwrite(999_000, 'y'), appendFileSync(path, line(1000)))],
  [
    'rotated',
    () => {
      renameSync(path, `${path}.1`);
      writeFileSync(path, line(0));
    },
  ],
  [
    'replaced by a copy',
    () => {
      copyFileSync(path, `${path}.copy`);
      renameSync(`${path}.copy`, path);
    },
  ],
])('%s: read anew', (_, change) => {
  writeFileSync(path, LONG);
  const log = open();
  look(log);
  change();
  const lines = readFileSync(path, 'utf8').split('\n').length - 1;
  const found = look(log);
  expect(found).toMatchObject({ kind: 'rewritten' });
  expect(typeof found === 'object' ? found.lines.length : 0).toBe(lines);
  expect(look(log)).toBe('unchanged');
});

test('touched: its bytes are looked at, and it is unchanged', () => {
  writeFileSync(path, LONG);
  const log = open();
  look(log);
  utimesSync(path, new Date(0), new Date(0));
  expect(look(log)).toBe('unchanged');
  // what was found out is remembered
  expect(log.mark()?.changed).toBe(`0:${statSync(path, { bigint: true }).ctimeNs}`);
});

test('a mark that was made right after a change says nothing by its time', () => {
  writeFileSync(path, LONG);
  const log = open();
  look(log);
  const mark = log.mark();
  if (mark === undefined) throw new Error('expected a mark');
  overwrite(500_000, 'y');
  const { mtimeNs, ctimeNs, ctimeMs } = statSync(path, { bigint: true });
  const same = { ...mark, changed: `${mtimeNs}:${ctimeNs}` };
  expect(look(open({ ...same, fresh: true }))).toMatchObject({ kind: 'rewritten' });
  // else time and size are believed
  expect(look(open(same))).toBe('unchanged');
  for (const [after, fresh] of [
    [5, true],
    [50, false],
  ] as const) {
    const fromNow = open(undefined, new Date(Number(ctimeMs) + after));
    look(fromNow);
    expect(fromNow.mark()?.fresh).toBe(fresh);
  }
});

test('a change right after a look is seen though time and size may be as they were', () => {
  writeFileSync(path, LONG);
  for (let round = 0; round < 20; round++) {
    const log = open(undefined, new Date());
    look(log);
    overwrite(500_000 + round, round % 2 === 0 ? 'y' : 'z');
    expect(look(log)).toMatchObject({ kind: 'rewritten' });
  }
});

test('gone, a folder, and back again', () => {
  const log = open();
  expect(look(log)).toBe('gone');
  writeFileSync(path, 'a\n');
  expect(look(log)).toMatchObject({ lines: ['0:1'] });
  rmSync(path);
  expect(look(log)).toBe('gone');
});

test('what fools the edges is found by verifying', () => {
  writeFileSync(path, LONG);
  const log = open();
  look(log);
  overwrite(500_000, 'y');
  appendFileSync(path, line(1000));
  const { kind } = log.look();
  expect(kind).toBe('grown');
  expect(look(log, { verify: true })).toMatchObject({ kind: 'rewritten' });
});

test('lines that were not taken come again', () => {
  writeFileSync(path, 'a\nb\n');
  const log = open();
  const growth = log.look();
  if ('rest' in growth) for (const _ of growth.lines()) break;
  expect(look(log)).toEqual({ kind: 'rewritten', lines: ['0:1', '2:1'], rest: 0 });
});

test('a mark that was kept holds in another process, wherever the log was cut', () => {
  const cuts = fc.array(fc.nat({ max: 4 * BLOCK }), { maxLength: 6 });
  fc.assert(
    fc.property(cuts, fc.constantFrom(20, 1000, BLOCK, BLOCK + 1), (unsorted, length) => {
      rmSync(path, { force: true });
      const text = Array.from({ length: Math.ceil((4 * BLOCK) / length) }, (_, index) => line(index, length)).join('');
      const ends = [...unsorted.sort((a, b) => a - b), text.length];
      let from: Watermark | undefined;
      const lines: string[] = [];
      writeFileSync(path, '');
      for (const [index, end] of ends.entries()) {
        appendFileSync(path, text.slice(ends[index - 1] ?? 0, end));
        const log = open(from === undefined ? undefined : (JSON.parse(JSON.stringify(from)) as Watermark));
        const found = look(log, { verify: index % 2 === 0 });
        if (typeof found === 'object') {
          lines.push(...found.lines);
          if (index > 0) expect(found.kind).toBe('grown');
        }
        from = log.mark();
      }
      const whole = open();
      const all = look(whole);
      expect(lines).toEqual(typeof all === 'object' ? all.lines : []);
      expect(from).toEqual(whole.mark());
    }),
    { numRuns: 30 },
  );
}, 60_000);
