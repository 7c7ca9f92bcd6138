import { execFileSync } from 'node:child_process';
import {
  closeSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeChunks, writeWhole } from '../../src/sources/files.ts';

let dir: string;
beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'opensession-files-'))));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe.skipIf(process.platform === 'win32')('a file that a person asked for', () => {
  test('is written whole, and nothing else is left beside it', async () => {
    await writeWhole(join(dir, 'a.md'), 'text');
    expect(readFileSync(join(dir, 'a.md'), 'utf8')).toBe('text');
    expect(readdirSync(dir)).toEqual(['a.md']);
  });

  test('keeps its mode', async () => {
    writeFileSync(join(dir, 'b.md'), 'old', { mode: 0o600 });
    await writeWhole(join(dir, 'b.md'), 'new');
    expect(statSync(join(dir, 'b.md')).mode & 0o777).toBe(0o600);
  });

  test('is written through a link', async () => {
    writeFileSync(join(dir, 'c.md'), 'old');
    symlinkSync('c.md', join(dir, 'link.md'));
    await writeWhole(join(dir, 'link.md'), 'new');
    expect(lstatSync(join(dir, 'link.md')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(dir, 'c.md'), 'utf8')).toBe('new');
  });

  test('is written into where it is no regular file, never in its place', async () => {
    const fifo = join(dir, 'fifo');
    execFileSync('mkfifo', [fifo]);
    // opened for reading and writing a FIFO waits for nobody
    const reader = openSync(fifo, 'r+');
    await writeWhole(fifo, 'into');
    expect(lstatSync(fifo).isFIFO()).toBe(true);
    closeSync(reader);
  });

  test('of chunks is refused with a code where the system will not have the path', async () => {
    const none = (async function* () {})();
    const refused = writeChunks(join(dir, 'x'.repeat(300)), none);
    await expect(refused).rejects.toMatchObject({ code: 'not_readable' });
  });

  test('in a folder that is not there is refused, by the name that the person gave', async () => {
    const path = join(dir, 'missing', 'a.md');
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('x');
    };
    for (const write of [() => writeWhole(path, 'x'), () => writeChunks(path, chunks())]) {
      const error: unknown = await write().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'file_not_found', hint: expect.stringContaining(join(dir, 'missing')) });
      expect(String(error)).toContain(path);
      expect(String(error)).not.toMatch(/opensession-(?!files)|tmp,|\.tmp/);
    }
  });

  test('is refused where a directory stands', async () => {
    await expect(writeWhole(dir, 'x')).rejects.toMatchObject({ code: 'usage' });
  });
});
