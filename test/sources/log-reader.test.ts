import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LogList } from '../../src/agents/log-reader.ts';
import { LIMITS } from '../../src/sources/limits.ts';
import { openLogReader } from '../../src/sources/log-reader.ts';
import { readLines } from '../../src/sources/read-lines.ts';

let dir: string;
beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'opensession-sources-'))));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const put = (name: string, data: string | Uint8Array): string => {
  const path = join(dir, name);
  writeFileSync(path, data);
  return path;
};
const linesOf = (path: string): ReturnType<typeof collect> => collect(openLogReader().lines(path));
const collect = (lines: Iterable<{ offset: number; text(): string; json(): unknown }>) => {
  const found: { offset: number; text: string; value: unknown }[] = [];
  for (const line of lines) found.push({ offset: line.offset, text: line.text(), value: line.json() });
  return found;
};

describe('lines', () => {
  test('gives offsets, drops empty lines, byte order mark and carriage returns, keeps a last line without an end', () => {
    const path = put('a.jsonl', '\uFEFF{"a":1}\r\n\n{"b":"ü"}\n{"c":');
    expect(linesOf(path)).toEqual([
      { offset: 3, text: '{"a":1}', value: { a: 1 } },
      { offset: 13, text: '{"b":"ü"}', value: { b: 'ü' } },
      { offset: 24, text: '{"c":', value: undefined },
    ]);
  });

  test('a line of more values than are held is no JSON', () => {
    const path = put('many.jsonl', `{"a":[${'{},'.repeat(LIMITS.values)}0]}\n{"b":1}\n`);
    expect(linesOf(path).map(({ value }) => value)).toEqual([undefined, { b: 1 }]);
  });

  test('reads compressed logs like plain ones', () => {
    const text = '{"a":1}\n{"a":2}\n';
    expect(linesOf(put('b.jsonl.zst', zstdCompressSync(text)))).toEqual(linesOf(put('b.jsonl', text)));
    expect(linesOf(put('b.jsonl.gz', gzipSync(text)))).toEqual(linesOf(put('b.jsonl', text)));
  });

  const records = Array.from({ length: 20_000 }, (_, index) => ({ index, text: `${index * 7919}`.repeat(5) }));
  test.each([
    ['gz', gzipSync],
    ['zst', zstdCompressSync],
  ])(
    'of a .%s that was cut off all whole lines before the cut are read, and the cut is a broken one',
    (ending, pack) => {
      const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
      const packed = pack(text);
      for (const share of [0.5, 0.9, 1 - 4 / packed.length]) {
        const found = linesOf(put(`torn.jsonl.${ending}`, packed.subarray(0, Math.floor(packed.length * share))));
        const whole = found.slice(0, -1);
        expect(whole.map(({ value }) => value)).toEqual(records.slice(0, whole.length));
        expect(whole.length).toBeGreaterThan(500);
        expect(found.at(-1)?.value).toBeUndefined();
      }
      // all of it is there, and only what says so is missing: that is told too
      const bytes = packed.subarray(0, packed.length - 2);
      if (ending === 'gz')
        expect(linesOf(put('torn.jsonl.gz', bytes)).map(({ value }) => value)).toEqual([...records, undefined]);
      expect(() => linesOf(put(`start.jsonl.${ending}`, packed.subarray(0, 9)))).toThrow(
        expect.objectContaining({ code: 'log_broken' }),
      );
    },
  );

  test('what is too large only once it is unpacked is told as that', () => {
    const path = put('bomb.jsonl.gz', gzipSync(Buffer.alloc(65 * 1024 * 1024)));
    expect(() => linesOf(path)).toThrow(
      expect.objectContaining({
        code: 'log_too_large',
        message: expect.stringContaining('unpacked'),
        hint: expect.stringContaining('gunzip'),
      }),
    );
  });

  test('a damaged compressed log says so', () => {
    expect(() => linesOf(put('c.jsonl.zst', 'no zstd'))).toThrow(expect.objectContaining({ code: 'log_broken' }));
  });

  test('whether a line is too long hangs on its bytes alone, not on how they came or whether it has an end', () => {
    const isRead = (length: number, how: { readonly step: number; readonly end: string }): boolean[] => {
      let at = 0;
      const size = length + how.end.length;
      const lines = readLines((target, offset) => {
        const count = Math.min(how.step, size - at, target.length - offset);
        target.fill('x', offset, offset + count);
        at += count;
        if (count > 0 && at === size) target.write(how.end, offset + count - how.end.length);
        return count;
      });
      return Array.from(lines, (line) => line.head(1) === 'x');
    };
    for (const step of [65_536, 700_001, LIMITS.line])
      for (const end of ['', '\n']) {
        expect(isRead(LIMITS.line, { step, end })).toEqual([true]);
        expect(isRead(LIMITS.line + 1, { step, end })).toEqual([false]);
      }
  });

  test('passes over a line that is too long, with its offset, and goes on', () => {
    const long = Buffer.alloc(33 * 1024 * 1024, 'x');
    const path = put('long.jsonl', Buffer.concat([Buffer.from('{"a":1}\n'), long, Buffer.from('\n{"b":2}\n')]));
    const found = collect(openLogReader().lines(path));
    expect(found.map(({ offset, value }) => ({ offset, value }))).toEqual([
      { offset: 0, value: { a: 1 } },
      { offset: 8, value: undefined },
      { offset: 9 + long.length, value: { b: 2 } },
    ]);
  });

  test('passes over one that takes more in memory than a line may: its characters need two bytes each', () => {
    const long = (piece: string): string => `{"text":"${piece.repeat((17 * 1024 * 1024) / piece.length)}"}`;
    const texts = [
      long('1234567\u2192'),
      long(String.raw`\u21920`),
      long(String.raw`\u00e9é`),
      long(String.raw`\\u21920`),
      '{"n":1}',
    ];
    const found = collect(openLogReader().lines(put('wide.jsonl', texts.join('\n'))));
    expect(found.map(({ value }) => value === undefined)).toEqual([true, true, false, false, false]);
    expect(found[1]?.offset).toBe(Buffer.byteLength(texts[0] ?? '') + 1);
  });

  test('of a long line that was decoded no bytes are held, and lines behind it are as they were', () => {
    const long = JSON.stringify({ text: `“${'x'.repeat(15 * 1024 * 1024)}` });
    const rest = Array.from({ length: 30_000 }, (_, n) => JSON.stringify({ n, text: 'é'.repeat(100) }));
    const path = put('decoded.jsonl', [long, ...rest, long, '{"last":true}'].join('\n'));
    const held = (): number => process.memoryUsage().arrayBuffers;
    const before = held();
    const seen: string[] = [];
    // asserted of all at once: an `expect` for each of so many lines takes longer than to read them
    const wrong: string[] = [];
    for (const line of openLogReader().lines(path)) {
      const text = line.text();
      if (text.length === long.length) expect(held() - before).toBeLessThan(Buffer.byteLength(long));
      const isHead = line.head(11) === Buffer.from(text.slice(0, 11)).toString('utf8', 0, 11);
      if (!isHead || line.length !== Buffer.byteLength(text)) wrong.push(text.slice(0, 40));
      seen.push(text);
    }
    expect(wrong).toEqual([]);
    expect(seen.join('\n') === [long, ...rest, long, '{"last":true}'].join('\n')).toBe(true);
  });

  test('refuses nesting beyond 512 before it is parsed, in brackets of strings it sees none', () => {
    const deep = (levels: number): string => '['.repeat(levels) + ' '.repeat(1200) + ']'.repeat(levels);
    const path = put('deep.jsonl', `${deep(512)}\n${deep(513)}\n${JSON.stringify('["\\'.repeat(600))}\n`);
    expect(linesOf(path).map(({ value }) => value === undefined)).toEqual([false, true, false]);
  });

  test('is the same whatever the size of the reads', () => {
    const line = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll(/[\r\n\uFEFF]/g, ' '));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.integer({ min: 1, max: 9 }), (texts, size) => {
        const bytes = Buffer.from(texts.join('\n'));
        const slow = (): ((target: Buffer, offset: number) => number) => {
          let at = 0;
          return (target, offset) => {
            const count = bytes.copy(target, offset, at, Math.min(at + size, bytes.length));
            at += count;
            return count;
          };
        };
        const expected = texts.filter((text) => text !== '').map((text) => Buffer.from(text).toString());
        expect(collect(readLines(slow())).map(({ text }) => text)).toEqual(expected);
      }),
    );
  });

  test('finds a text wherever it stands in the bytes, in one read or between two', () => {
    const size = 256 * 1024;
    for (const at of [0, 1000, size - 8, size - 4, size - 1, size, 2 * size - 7, 2 * size - 2]) {
      const path = put('holds.jsonl', `${'x'.repeat(at)}"rewind"${'"rewin'.repeat(50_000)}`);
      expect(openLogReader().holds(path, '"rewind"')).toBe(true);
      expect(openLogReader().holds(path, '"rewinds"')).toBe(false);
    }
    expect(openLogReader().holds(put('empty.jsonl', ''), 'a')).toBe(false);
    expect(() => openLogReader().holds(join(dir, 'none.jsonl'), 'a')).toThrow(
      expect.objectContaining({ code: 'file_not_found' }),
    );
  });

  test.skipIf(process.platform === 'win32')('does not wait for a FIFO', () => {
    const path = join(dir, 'fifo');
    execFileSync('mkfifo', [path]);
    expect(() => linesOf(path)).toThrow(expect.objectContaining({ code: 'not_readable' }));
    expect(openLogReader().stat(path)).toBeUndefined();
  });

  test('says which file is missing', () => {
    expect(() => linesOf(join(dir, 'none'))).toThrow(expect.objectContaining({ code: 'file_not_found' }));
  });
});

describe('documents', () => {
  test('reads one value, and names what is wrong with another', () => {
    expect(openLogReader().json(put('d.json', '\uFEFF{"a":[1]}'))).toEqual({ a: [1] });
    expect(() => openLogReader().json(put('e.json', '{"a":'))).toThrow(expect.objectContaining({ code: 'log_broken' }));
  });

  const large = (first: string, elements: number): string =>
    JSON.stringify({
      first,
      messages: Array.from({ length: elements }, (_, index) => ({ index, text: 'x'.repeat(4e5) })),
    });
  const numbers = (list: LogList | undefined): readonly unknown[] =>
    [...(list ?? [])].map((one) => (one as { readonly index: number }).index);

  test.each([
    ['', (bytes: Buffer) => bytes],
    ['.gz', (bytes: Buffer) => gzipSync(bytes)],
    ['.zst', (bytes: Buffer) => zstdCompressSync(bytes)],
  ])('reads a list in parts (%s)', (ending, pack) => {
    const path = put(`f.json${ending}`, pack(Buffer.from(large('a', 40))));
    const { rest, lists } = openLogReader().document(path, [['messages']]);
    expect(rest).toEqual({ first: 'a' });
    expect(numbers(lists[0])).toEqual(Array.from({ length: 40 }, (_, index) => index));
  });

  test('a document that is held may be written anew meanwhile; of a larger one it is told', { timeout: 60_000 }, () => {
    const logs = openLogReader();
    const [held, larger] = [put('held.json', large('a', 40)), put('larger.json', large('a', 100))];
    const one = logs.document(held, [['messages']]).lists[0];
    const other = logs.document(larger, [['messages']]).lists[0];
    expect(numbers(other)).toHaveLength(100);
    for (const path of [held, larger]) put(basename(path), large('b', 99));
    expect(numbers(one)).toHaveLength(40);
    expect(() => numbers(other)).toThrow(expect.objectContaining({ code: 'log_broken' }));
    // what was known of it is known no more
    const again = logs.document(larger, [['messages']]);
    expect(again.rest).toEqual({ first: 'b' });
    expect(numbers(again.lists[0])).toHaveLength(99);
    expect(numbers(logs.document(larger, [['messages']]).lists[0])).toHaveLength(99);
  });
});

describe('SQLite stores', () => {
  test('a value that is too long to be held is null, and its row and those beside it are there', () => {
    const { path, database } = store('long', 'delete');
    const half = LIMITS.line / 2;
    const texts = ['a', 'é'].map((sign) => sign.padStart(half + 1, 'x'));
    const insert = database.prepare('insert into t values (?, ?)');
    for (const [index, text] of [...texts, 'x'.repeat(LIMITS.line + 1)].entries()) insert.run(index + 3, text);
    database.close();
    const sql = 'select id, name as "a ""name" from t where id < ? order by -id';
    const rows = openLogReader().rows(path, { sql, params: [9] });
    expect([...rows].map((row) => [row['id'], String(row['a "name']).length])).toEqual([
      [5, 4],
      [4, 4],
      [3, half + 1],
      [1, 1],
    ]);
  });

  const store = (name: string, journal: string): { path: string; database: DatabaseSync } => {
    mkdirSync(join(dir, name));
    const path = join(dir, name, 'store.db');
    const database = new DatabaseSync(path);
    database.exec(`pragma journal_mode=${journal}; create table t (id integer, name text);`);
    database.exec("insert into t values (1, 'a'), (9007199254740993, 'b')");
    return { path, database };
  };
  const read = (path: string): unknown[] => [
    ...openLogReader().rows(path, { sql: 'select id, name from t order by id' }),
  ];
  const expected = [
    { id: 1, name: 'a' },
    { id: 9007199254740993n, name: 'b' },
  ];

  test('reads beside a live writer in WAL mode', () => {
    const { path, database } = store('live', 'wal');
    expect(read(path)).toEqual(expected);
    database.close();
  });

  test('creates nothing beside a store at rest', () => {
    const { path, database } = store('rest', 'wal');
    database.close();
    const before = readdirSync(join(dir, 'rest'));
    expect(read(path)).toEqual(expected);
    expect(openLogReader().tables(path)).toEqual(new Map([['t', ['id', 'name']]]));
    expect(readdirSync(join(dir, 'rest'))).toEqual(before);
  });

  test('sees what a store holds now, not what it held when it was first read', () => {
    const { path, database } = store('grows', 'delete');
    const reader = openLogReader();
    const count = (): unknown => [...reader.rows(path, { sql: 'select count(*) as n from t' })];
    expect(count()).toEqual([{ n: 2 }]);
    for (let i = 0; i < 500; i++) database.prepare('insert into t values (?, ?)').run(i, 'x'.repeat(50));
    expect(count()).toEqual([{ n: 502 }]);
    database.close();
  });

  test.skipIf(process.platform === 'win32').each([
    ['the copy', 2000, 8],
    ['what SQLite makes beside the copy', 0, 30],
  ])('a disk too full for %s that is read is said as that', (_, rows, blocks) => {
    const { path, database } = store(`left${rows}`, 'wal');
    for (let i = 0; i < rows; i++) database.prepare('insert into t values (?, ?)').run(i, 'x'.repeat(50));
    const copy = join(dir, `copy${rows}.db`);
    for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, `${copy}${end}`);
    database.close();
    const reader = JSON.stringify(join(import.meta.dirname, '../../src/sources/log-reader.ts'));
    const look = `import(${reader}).then((m) => m.openLogReader().tables(process.argv[1])).catch((e) => console.log(e.code))`;
    const script = `ulimit -f ${blocks}; exec "$0" -e "$1" "$2"`;
    expect(execFileSync('sh', ['-c', script, process.execPath, look, copy], { encoding: 'utf8' })).toBe('no_space\n');
  });

  test('a file that is no store has no tables; a damaged one is said', () => {
    expect(openLogReader().tables(put('f.db', 'text'))).toBeUndefined();
    const damaged = put('g.db', `SQLite format 3\0${'x'.repeat(5000)}`);
    expect(() => openLogReader().tables(damaged)).toThrow(expect.objectContaining({ code: 'log_broken' }));
    expect(() => [...openLogReader().rows(damaged, { sql: 'select 1 from t' })]).toThrow(
      expect.objectContaining({ code: 'log_broken' }),
    );
  });
});
