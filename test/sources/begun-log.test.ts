import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LogLine } from '../../src/agents/log-reader.ts';
import { beginLog } from '../../src/sources/begun-log.ts';
import { openLogReader } from '../../src/sources/log-reader.ts';
import { readLines } from '../../src/sources/read-lines.ts';
import { skimReader } from '../../src/sources/skim-reader.ts';

let dir: string;
beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'opensession-begun-'))));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const put = (name: string, text: string): string => {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
};

/** Around what is read at once (256 KiB), and past what a buffer holds. */
const logs = [
  ['empty', ''],
  ['short', '{"a":"é"}\n\n{"b":2}\r\n{"c":3}'],
  ['of one read', `${'x'.repeat(1000)}\n`.repeat(261) + 'y'.repeat(883)],
  ['of one read and a byte', `${'x'.repeat(1000)}\n`.repeat(261) + 'y'.repeat(884)],
  ['with long lines', `${'z'.repeat(3_000_000)}\n${'é'.repeat(700)}\n${'z'.repeat(900_000)}\nend`],
] as const;

describe.each(logs)('a log %s', (name, text) => {
  const path = (): string => put(`${name}.jsonl`, text);
  const linesOf = (lines: Iterable<LogLine>): string[] => {
    const known: string[] = [];
    // each text while its line is the last one taken; a digest, which a failure can show
    for (const line of lines) known.push(`${line.offset} ${createHash('sha256').update(line.text()).digest('hex')}`);
    return known;
  };

  test('gives the same lines as often as it is gone through, and any of its bytes', () => {
    const log = beginLog(path());
    const expected = linesOf(openLogReader().lines(path()));
    for (let turn = 0; turn < 3; turn++) {
      let read = 0;
      const { read: more, begun } = log?.stream((bytes) => void (read += bytes)) ?? { read: () => 0 };
      expect(linesOf(readLines(more, begun === undefined ? {} : { begun }))).toEqual(expected);
      expect(read).toBe(Buffer.byteLength(text));
    }
    const bytes = Buffer.from(text);
    const last = Math.max(0, bytes.length - 100);
    expect(log?.at(last, bytes.length - last).equals(bytes.subarray(last))).toBe(true);
    expect(log?.size).toBe(bytes.length);
    log?.close();
  });

  test('has the head that a plain reader gives', () => {
    const rules = { needs: [], plain: '', timed: /(?:)/, tells: /(?!)/ };
    const plain = openLogReader();
    const skimming = skimReader(plain, { rules, path: path(), onRead: () => {} });
    for (const bytes of [1, 7, 4096, 300_000]) {
      expect(skimming.logs.head(path(), bytes)).toBe(plain.head(path(), bytes));
      for (const _ of skimming.logs.lines(path()));
    }
    skimming.close();
  });
});

test('what is no file is no log', () => {
  expect(beginLog(dir)).toBeUndefined();
  expect(() => beginLog(join(dir, 'none.jsonl'))).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});
