import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { FileStat } from '../agents/log-reader.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { LIMITS } from './limits.ts';

/** Kind, size and time of a path; undefined for what is missing, unreadable, or neither file nor directory. */
export const statPath = (path: string): FileStat | undefined => {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    if (!stat.isFile() && !stat.isDirectory()) return undefined;
    return { kind: stat.isFile() ? 'file' : 'directory', size: stat.size, mtime_ms: Math.floor(stat.mtimeMs) };
  } catch {
    return undefined; // missing or not allowed: both mean "not there" to a caller that only looks
  }
};

export interface OpenFile {
  readonly size: number;
  /** Fills `target` from `offset` on; 0 at the end. */
  read(target: Buffer, offset: number): number;
  close(): void;
}

/**
 * Opens a regular file, decompressed when its name ends in `.zst` or `.gz`. FIFOs, sockets and devices are refused
 * without being waited for. @throws file_not_found, not_readable, log_too_large
 */
export const openFile = (path: string): OpenFile => {
  const file = openPlain(path);
  const unpack = path.endsWith('.zst') ? zstdDecompressSync : path.endsWith('.gz') ? gunzipSync : undefined;
  if (unpack === undefined) return file;
  try {
    if (file.size > LIMITS.document) throw tooLarge(path, file.size);
    return inMemory(decompress(path, readAll(file), unpack));
  } finally {
    file.close();
  }
};

const openPlain = (path: string): OpenFile => {
  const handle = opened(path);
  const stat = fstatSync(handle);
  if (!stat.isFile()) {
    closeSync(handle);
    throw new OpenSessionError('not_readable', `expected a regular file, found something else at ${path}`);
  }
  return {
    size: stat.size,
    read: (target, offset) => readSync(handle, target, offset, target.length - offset, null),
    close: () => closeSync(handle),
  };
};

const opened = (path: string): number => {
  try {
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw missing
      ? new OpenSessionError('file_not_found', `no file at ${path}`, { cause, hint: 'opensession session list' })
      : new OpenSessionError('not_readable', `cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
};

/** All bytes of a file, up to LIMITS.document. @throws log_too_large */
export const readAll = (file: OpenFile): Buffer => {
  const target = Buffer.allocUnsafe(Math.min(file.size, LIMITS.document) + 1);
  let filled = 0;
  while (filled < target.length) {
    const count = file.read(target, filled);
    if (count === 0) break;
    filled += count;
  }
  return target.subarray(0, filled);
};

const decompress = (path: string, bytes: Buffer, unpack: typeof gunzipSync | typeof zstdDecompressSync): Buffer => {
  try {
    return unpack(bytes, { maxOutputLength: LIMITS.document });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(path, LIMITS.document);
    throw new OpenSessionError('log_broken', `cannot decompress ${path}: ${(cause as Error).message}`, { cause });
  }
};

const inMemory = (bytes: Buffer): OpenFile => {
  let at = 0;
  return {
    size: bytes.length,
    read: (target, offset) => {
      const count = bytes.copy(target, offset, at);
      at += count;
      return count;
    },
    close: () => {},
  };
};

export const tooLarge = (path: string, size: number): OpenSessionError =>
  new OpenSessionError(
    'log_too_large',
    `expected at most ${LIMITS.document} bytes in a log that can only be read whole, found ${size} or more in ${path}`,
  );
