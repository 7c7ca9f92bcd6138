/** Whatever a log is, it is read in a bounded memory, or refused. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/sources/limits.ts';
import { openLogReader } from '../../src/sources/log-reader.ts';
import { openFile } from '../../src/sources/open-file.ts';
import { openZstd } from '../../src/sources/unpack.ts';

const MEBIBYTE = 1024 * 1024;
let dir: string;
beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'opensession-bounds-'))));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const put = (name: string, data: string | Uint8Array): string => {
  const path = join(dir, name);
  writeFileSync(path, data);
  return path;
};

const READ = `import { openLogReader } from ${JSON.stringify(new URL('../../src/sources/log-reader.ts', import.meta.url).href)};
let lines = 0, bytes = 0, code = null;
try {
  for (const line of openLogReader().lines(process.argv[1])) { lines++; bytes += line.length; line.json(); }
} catch (error) { code = error.code; }
console.log(JSON.stringify({ lines, bytes, code, peak: process.resourceUsage().maxRSS / 1024 }));`;

/** In a process of its own, with the peak of its memory in MiB. */
const readApart = (path: string): { lines: number; bytes: number; code: string | null; peak: number } => {
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', READ, path], { encoding: 'utf8' });
  return JSON.parse(stdout);
};
const PEAK = 250e6 / MEBIBYTE;

describe('compressed logs', () => {
  const line = `${JSON.stringify({ type: 'x', text: 'a "text" of some length '.repeat(400) })}\n`;
  const part = Buffer.from(line.repeat(Math.ceil((40 * MEBIBYTE) / line.length)));
  const count = part.length / line.length;

  test('a large .zst is unpacked as it is read, all of its frames', { timeout: 120_000 }, () => {
    const packed = zstdCompressSync(part);
    const read = readApart(put('large.jsonl.zst', Buffer.concat([packed, packed, packed, packed])));
    expect(read).toMatchObject({ lines: 4 * count, bytes: 4 * count * (line.length - 1), code: null });
    expect(read.peak).toBeLessThan(PEAK);
  });

  test('a bomb in .zst takes no memory, and is refused at the cap', { timeout: 120_000 }, () => {
    const bomb = zstdCompressSync(Buffer.alloc(96 * MEBIBYTE));
    const path = put('bomb.jsonl.zst', bomb);
    const read = readApart(path);
    expect(read).toMatchObject({ lines: 1, bytes: 96 * MEBIBYTE, code: null });
    expect(read.peak).toBeLessThan(PEAK);
    const file = openZstd(path, openFile(put('bomb', bomb)), 40 * MEBIBYTE);
    const target = Buffer.allocUnsafe(MEBIBYTE);
    const drain = (): void => {
      while (file.read(target, 0) > 0);
    };
    expect(drain).toThrow(expect.objectContaining({ code: 'log_too_large' }));
  });

  test('a bomb in .gz is refused at the cap', { timeout: 60_000 }, () => {
    const read = readApart(put('bomb.jsonl.gz', gzipSync(Buffer.alloc(LIMITS.gzip + 1))));
    expect(read).toMatchObject({ lines: 0, code: 'log_too_large' });
    expect(read.peak).toBeLessThan(PEAK);
  });

  test('of a large .zst that was cut off the lines before the cut are read', { timeout: 60_000 }, () => {
    const packed = zstdCompressSync(part);
    const path = put('cut.jsonl.zst', packed.subarray(0, packed.length - 20));
    const read = readApart(path);
    expect(read).toMatchObject({ code: null });
    expect(read.lines).toBeGreaterThan(count * 0.9);
    expect(read.peak).toBeLessThan(PEAK);
  });
});

const LISTS = [[], ['messages']];
const READ_DOCUMENT = `import { openLogReader } from ${JSON.stringify(new URL('../../src/sources/log-reader.ts', import.meta.url).href)};
const { rest, lists } = openLogReader().document(process.argv[1], [[], ['messages']]);
let bytes = 0;
for (const round of [1, 2]) for (const one of lists[1]) bytes += one.text.length;
for (let index = lists[1].length - 1; index >= 0; index -= 100) bytes += lists[1].at(index).text.length;
console.log(JSON.stringify({ rest, elements: lists[1].length, bytes, peak: process.resourceUsage().maxRSS / 1024 }));`;

describe('documents', () => {
  test('a large one is read in a bounded memory, as often as wanted', { timeout: 120_000 }, () => {
    const text = 'a "text" of some length\n'.repeat(400);
    const path = join(dir, 'many.json');
    const handle = openSync(path, 'w');
    const element = JSON.stringify({ role: 'user', text });
    let elements = 0;
    writeSync(handle, '{"id":"x","messages":[');
    for (let written = 0; written < 160 * MEBIBYTE; elements++)
      written += writeSync(handle, `${elements === 0 ? '' : ', '}${element}`);
    writeSync(handle, '],"end":true}');
    closeSync(handle);
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', READ_DOCUMENT, path], {
      encoding: 'utf8',
    });
    const told = JSON.parse(stdout);
    const taken = 2 * elements + Math.ceil(elements / 100);
    expect(told).toMatchObject({ rest: { id: 'x', end: true }, elements, bytes: taken * text.length });
    expect(told.peak).toBeLessThan(PEAK);
    rmSync(path);
  });

  test('one beyond 256 MiB is refused before it is read', () => {
    const path = put('large.json', '{');
    truncateSync(path, LIMITS.document + 1); // a hole, which takes no space
    const refused = expect.objectContaining({ code: 'log_too_large' });
    expect(() => openLogReader().document(path, LISTS)).toThrow(refused);
    truncateSync(path, LIMITS.line + 1);
    expect(() => openLogReader().json(path)).toThrow(refused);
  });

  test('one that unpacks to more than is held of it is refused, with a way out', { timeout: 60_000 }, () => {
    const large = Buffer.alloc(LIMITS.gzip + 1);
    for (const path of [put('bomb.json.gz', gzipSync(large)), put('bomb.json.zst', zstdCompressSync(large))])
      expect(() => openLogReader().document(path, LISTS)).toThrow(
        expect.objectContaining({ code: 'log_too_large', hint: expect.stringContaining('--keep') }),
      );
  });

  test('one that is nested too deep is refused before it is parsed', () => {
    const path = put('deep.json', '['.repeat(600) + ']'.repeat(600));
    const refused = expect.objectContaining({ code: 'log_broken' });
    expect(() => openLogReader().json(path)).toThrow(refused);
    for (const whole of [0, LIMITS.whole])
      expect(() => openLogReader(undefined, { whole }).document(path, LISTS)).toThrow(refused);
  });
});

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  test.each(['fifo.jsonl', 'fifo.json', 'fifo.jsonl.zst', 'fifo.db'])('%s is neither waited for nor opened', (name) => {
    const path = join(dir, name);
    execFileSync('mkfifo', [path]);
    const logs = openLogReader();
    expect(logs.stat(path)).toBeUndefined();
    expect(logs.head(path, 10)).toBe('');
    expect(logs.text(path, 10)).toBeUndefined();
    expect(logs.tables(path)).toBeUndefined();
    for (const read of [() => [...logs.lines(path)], () => logs.json(path), () => logs.document(path, [])])
      expect(read).toThrow(expect.objectContaining({ code: 'not_readable' }));
  });
});

describe('beside a writer', () => {
  test('a store in WAL mode is read while a transaction is open; nothing is made and nobody is held up', () => {
    const folder = join(dir, 'live');
    mkdirSync(folder);
    const path = join(folder, 'store.db');
    const writer = new DatabaseSync(path);
    writer.exec('pragma journal_mode=wal; create table t (id integer); insert into t values (1), (2)');
    writer.exec('begin immediate; insert into t values (3)');
    const before = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).size]);
    const logs = openLogReader();
    const count = (): unknown => [...logs.rows(path, { sql: 'select count(*) as n from t' })];
    expect(count()).toEqual([{ n: 2 }]);
    expect(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).size])).toEqual(before);
    writer.exec('commit');
    expect(count()).toEqual([{ n: 3 }]);
    expect(writer.prepare('pragma wal_checkpoint(truncate)').get()).toMatchObject({ busy: 0 });
    writer.close();
  });
});
