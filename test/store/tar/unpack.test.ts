import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { manifestText } from '../../../src/domain/archive.ts';
import { openSpool } from '../../../src/sources/spool.ts';
import { type Limits, unpackArchive } from '../../../src/store/tar/unpack.ts';

interface Entry {
  readonly name: string;
  readonly text?: string;
  readonly type?: 'file' | 'symlink' | 'link' | 'character-device' | 'directory' | 'fifo';
  readonly linkname?: string;
}

const A = { name: 'artifacts/a/artifact.json', text: '{"a":1}' };
const B = { name: 'sessions/v1/ab/abc.hail.jsonl', text: 'line\n' };

const manifestOf = (...entries: readonly Entry[]): Entry => ({
  name: 'manifest.json',
  text: manifestText(
    entries.map(({ name, text = '' }) => ({
      path: name,
      bytes: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
    })),
  ),
});

const tarOf = async (...entries: readonly Entry[]): Promise<Buffer> => {
  const tar = pack();
  for (const { name, text, type = 'file', linkname } of entries)
    tar.entry({ name, type, ...(linkname === undefined ? {} : { linkname }) }, type === 'file' ? (text ?? '') : '');
  tar.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of tar as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
};

async function* inPieces(bytes: Uint8Array, size = 700): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const unpack = (bytes: Uint8Array, limits?: Limits) => {
  const spool = openSpool();
  onTestFinished(() => spool.remove());
  return unpackArchive(inPieces(bytes), spool, limits);
};

const refused = async (bytes: Uint8Array, limits?: Limits): Promise<void> =>
  await expect(unpack(bytes, limits)).rejects.toMatchObject({ code: 'archive_invalid' });

describe('an archive', () => {
  test.each([
    ['plain', (bytes: Buffer) => bytes],
    ['gzip', (bytes: Buffer) => gzipSync(bytes)],
  ])('%s: its files, private', async (_, packed) => {
    const files = await unpack(packed(await tarOf(manifestOf(A, B), A, B)));
    expect(files.map(({ path, file }) => [path, readFileSync(file, 'utf8')])).toEqual([
      [A.name, A.text],
      [B.name, B.text],
    ]);
    for (const { file } of files) expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test.each(['symlink', 'link', 'character-device', 'directory', 'fifo'] as const)(
    'with a %s is refused',
    async (type) => {
      await refused(await tarOf(manifestOf(A), { name: A.name, type, linkname: '/etc/passwd' }));
      await refused(await tarOf({ name: 'manifest.json', type, linkname: '/etc/passwd' }));
    },
  );

  test.each([
    ['/etc/passwd'],
    ['../x'],
    ['artifacts/../../x'],
    ['artifacts/a/../artifact.json'],
    ['artifacts/a/b/artifact.json'],
    ['artifacts/.git/artifact.json'],
    ['artifacts/a/other.txt'],
    ['sessions/v1/tombstones/ab/abc.json'],
    ['sessions/v1/ab/xyz.hail.jsonl'],
    ['sessions\\v1\\ab\\abc.hail.jsonl'],
    ['artifacts/a/artifact.json/'],
    ['artifacts/a\u0000/artifact.json'],
    ['C:/artifacts/a/artifact.json'],
  ])('with the path %j is refused, in its manifest and without', async (name) => {
    await refused(await tarOf(manifestOf({ name, text: 'x' }), { name, text: 'x' }));
    await refused(await tarOf(manifestOf(A), A, { name, text: 'x' }));
  });

  test('twice the same, missing, other bytes, no manifest, one behind: refused', async () => {
    await refused(await tarOf(manifestOf(A), A, A));
    await refused(await tarOf(manifestOf(A, A), A));
    await refused(await tarOf(manifestOf(A, B), A));
    await refused(await tarOf(manifestOf(A), { ...A, text: '{"a":2}' }));
    await refused(await tarOf(manifestOf(A), { ...A, text: '{"a":1} ' }));
    await refused(await tarOf(A, manifestOf(A)));
    await refused(await tarOf());
    await refused(Buffer.alloc(0));
    await refused(Buffer.from('not a tar archive, but longer than one header is'.repeat(20)));
    await refused(await tarOf({ name: 'manifest.json', text: '{"files":[]}' }));
  });

  test('one that ends too early is refused, plain and gzip', async () => {
    const whole = await tarOf(manifestOf(A, { ...B, text: 'x'.repeat(5000) }), A, { ...B, text: 'x'.repeat(5000) });
    await refused(whole.subarray(0, whole.length - 4000));
    const packed = gzipSync(whole);
    await refused(packed.subarray(0, packed.length - 20));
  });

  test('a bomb is refused while it is read', async () => {
    const big = { ...B, text: '\0'.repeat(3_000_000) };
    const bytes = gzipSync(await tarOf(manifestOf(big), big));
    expect(bytes.length).toBeLessThan(10_000);
    await refused(bytes, { total: 1_000_000, entry: 10_000_000, entries: 10 });
    await refused(bytes, { total: 10_000_000, entry: 1_000_000, entries: 10 });
    await refused(await tarOf(manifestOf(A, B), A, B), { total: 1_000_000, entry: 1000, entries: 1 });
  });

  test('of zeros behind it no more is read than the largest manifest has bytes', async () => {
    const whole = await tarOf(manifestOf(A), A);
    const zeros = new Uint8Array(1024 * 1024);
    let read = 0;
    const input = async function* (): AsyncGenerator<Uint8Array> {
      yield whole;
      for (; read < 500; read++) yield zeros;
    };
    const spool = openSpool();
    onTestFinished(() => spool.remove());
    await expect(unpackArchive(input(), spool)).rejects.toMatchObject({ code: 'archive_invalid' });
    expect(read).toBeLessThan(80);
  });

  test('nothing stays behind', async () => {
    const spool = openSpool();
    const [file] = await unpackArchive(inPieces(await tarOf(manifestOf(A), A)), spool);
    expect(existsSync(file?.file ?? '')).toBe(true);
    spool.remove();
    expect(existsSync(file?.file ?? '')).toBe(false);
  });
});
