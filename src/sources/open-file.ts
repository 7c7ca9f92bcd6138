import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { FileStat } from '../agents/log-reader.ts';
import { OpenSessionError } from '../domain/errors.ts';
import type { OpenFile } from './read-whole.ts';
import { openGzip, openZstd } from './unpack.ts';

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

/**
 * Opens a regular file, decompressed when its name ends in `.zst` or `.gz`. FIFOs, sockets and devices are refused
 * without being waited for. @throws file_not_found, not_readable, log_too_large
 */
export const openFile = (path: string): OpenFile => {
  const file = openPlain(path);
  if (path.endsWith('.zst')) return openZstd(path, file);
  return path.endsWith('.gz') ? openGzip(path, file) : file;
};

/** The same as it lies. @throws file_not_found, not_readable */
export const openPlain = (path: string): OpenFile => {
  const handle = openRegular(path);
  return {
    size: fstatSync(handle).size,
    read: (target, offset) => readSync(handle, target, offset, target.length - offset, null),
    close: () => closeSync(handle),
  };
};

/** The handle of a regular file, to be closed. @throws file_not_found, not_readable */
export const openRegular = (path: string): number => {
  const handle = opened(path);
  if (fstatSync(handle).isFile()) return handle;
  closeSync(handle);
  throw new OpenSessionError('not_readable', `expected a regular file, found something else at ${path}`);
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
