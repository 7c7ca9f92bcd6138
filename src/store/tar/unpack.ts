import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Header } from 'tar-stream';
import { type ArchivedFile, MANIFEST, readManifest } from '../../domain/archive.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import type { Into, UnpackedFile } from './archive.ts';
import { createHash } from '../../domain/create-hash.ts';

/** Of what comes out, also of a compressed archive. */
const MAX_TOTAL = 4 * 1024 * 1024 * 1024;
const MAX_ENTRY = 1024 * 1024 * 1024;
const MAX_MANIFEST = 64 * 1024 * 1024;
const MAX_ENTRIES = 200_000;
/** Padding at the end, and what streams read ahead. */
const SLACK = 1024 * 1024;
/** Headers of one file, also with a long name, and what its last block is filled with. */
const AROUND_FILE = 4096;

export interface Limits {
  readonly total: number;
  readonly entry: number;
  readonly entries: number;
}

/**
 * Reads a tar stream, plain or gzip, into files. It is refused as a whole for what is no plain file, for a path that this
 * tool does not write, twice the same, too much, and for what the manifest does not say. @throws archive_invalid, no_space
 */
export const unpackArchive = async (
  input: AsyncIterable<Uint8Array>,
  into: Into,
  limits: Limits = { total: MAX_TOTAL, entry: MAX_ENTRY, entries: MAX_ENTRIES },
): Promise<readonly UnpackedFile[]> => {
  // bundled, a CommonJS package has its default alone
  const { extract } = (await import('tar-stream')).default;
  const tar = extract();
  // what is more than its manifest tells is not read first and refused then
  let room = Math.min(limits.total, MAX_MANIFEST + SLACK);
  const { source, gzip } = await looked(input);
  const counted = (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> => count(chunks, () => room);
  const feeding = gzip ? pipeline(source, createGunzip(), counted, tar) : pipeline(source, counted, tar);
  feeding.catch(() => {}); // heard below
  const files = new Map<string, UnpackedFile>();
  let manifest: ReadonlyMap<string, ArchivedFile> | undefined;
  try {
    for await (const entry of tar) {
      const header: Header = entry.header;
      refuseKind(header, limits);
      if (manifest === undefined) {
        manifest = await manifestOf(header, entry as AsyncIterable<Uint8Array>);
        for (const { bytes } of manifest.values()) room = Math.min(limits.total, room + bytes + AROUND_FILE);
        continue;
      }
      if (files.size >= limits.entries) throw invalid(`it holds more than ${limits.entries} files`);
      if (files.has(header.name)) throw invalid(`it holds ${header.name} twice`);
      const told = manifest.get(header.name);
      if (told === undefined)
        throw invalid(`it holds ${JSON.stringify(header.name.slice(0, 200))}, which its manifest does not name`);
      if (header.size !== told.bytes) throw otherwise(told);
      files.set(told.path, await written(entry as AsyncIterable<Uint8Array>, told, into.open(`entry-${files.size}`)));
    }
    await feeding;
  } catch (cause) {
    await feeding.catch(() => {}); // the same failure, seen from the other side
    if (cause instanceof OpenSessionError) throw cause;
    throw invalid(`it cannot be read: ${cause instanceof Error ? cause.message : ''}`, cause);
  }
  const missing = manifest === undefined ? MANIFEST : [...manifest.keys()].find((path) => !files.has(path));
  if (missing !== undefined) throw invalid(`it does not hold ${missing}`);
  return [...files.values()];
};

const invalid = (what: string, cause?: unknown): OpenSessionError =>
  new OpenSessionError('archive_invalid', `expected an archive of this tool: ${what}`, {
    hint: 'nothing was imported; opensession export makes one',
    ...(cause === undefined ? {} : { cause }),
  });

const otherwise = ({ path }: ArchivedFile): OpenSessionError => invalid(`${path} is not what its manifest says`);

/** Whether it begins as gzip does (RFC 1952). */
const looked = async (
  input: AsyncIterable<Uint8Array>,
): Promise<{ readonly source: Readable; readonly gzip: boolean }> => {
  const chunks = input[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  while (start.length < 2) {
    const next = await chunks.next();
    if (next.done === true) break;
    start = Buffer.concat([start, next.value]);
  }
  const all = async function* (): AsyncGenerator<Uint8Array> {
    if (start.length > 0) yield start;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  };
  return { source: Readable.from(all(), { objectMode: false }), gzip: start[0] === 0x1f && start[1] === 0x8b };
};

async function* count(chunks: AsyncIterable<Uint8Array>, most: () => number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > most()) throw invalid(`it holds more than ${most()} bytes`);
    yield chunk;
  }
}

const refuseKind = ({ name, type, size }: Header, limits: Limits): void => {
  if (type !== 'file')
    throw invalid(`${JSON.stringify(name.slice(0, 200))} is a ${type ?? 'thing of unknown kind'}, not a file`);
  if ((size ?? 0) > limits.entry)
    throw invalid(`${JSON.stringify(name.slice(0, 200))} is larger than ${limits.entry} bytes`);
};

const manifestOf = async (
  { name, size }: Header,
  entry: AsyncIterable<Uint8Array>,
): Promise<ReadonlyMap<string, ArchivedFile>> => {
  if (name !== MANIFEST) throw invalid(`its first file is not ${MANIFEST}`);
  if ((size ?? 0) > MAX_MANIFEST) throw invalid(`its manifest is larger than ${MAX_MANIFEST} bytes`);
  const parts: Uint8Array[] = [];
  for await (const chunk of entry) parts.push(chunk);
  const manifest = readManifest(Buffer.concat(parts).toString('utf8'));
  if (typeof manifest === 'string') throw invalid(manifest);
  return manifest;
};

const written = async (
  entry: AsyncIterable<Uint8Array>,
  told: ArchivedFile,
  file: ReturnType<Into['open']>,
): Promise<UnpackedFile> => {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of entry) {
    hash.update(chunk);
    bytes += chunk.length;
    file.write(chunk);
  }
  file.finish();
  if (bytes !== told.bytes || hash.digest('hex') !== told.sha256) throw otherwise(told);
  return { ...told, file: file.path };
};
