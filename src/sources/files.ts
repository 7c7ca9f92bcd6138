import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { OpenSessionError, type ErrorCode } from '../domain/errors.ts';

/** Writes whole or not at all: a new file beside the target, synced, then renamed over it. */
export const writeWhole = async (path: string, text: string): Promise<void> => {
  const temporary = join(dirname(path), `.opensession-${randomUUID()}.tmp`);
  try {
    const handle = openSync(temporary, 'wx', 0o644);
    try {
      writeAll(handle, Buffer.from(text));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw writeError(path, cause);
  }
};

const writeAll = (handle: number, bytes: Buffer): void => {
  for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
};

const CODES: { readonly [errno: string]: ErrorCode } = {
  ENOSPC: 'no_space',
  EDQUOT: 'no_space',
  EROFS: 'read_only',
  EACCES: 'read_only',
  EPERM: 'read_only',
  ENOENT: 'file_not_found',
};

const writeError = (path: string, cause: unknown): OpenSessionError => {
  const errno = (cause as NodeJS.ErrnoException).code ?? '';
  return new OpenSessionError(CODES[errno] ?? 'not_readable', `cannot write ${path}: ${(cause as Error).message}`, {
    cause,
  });
};

/** Links resolved; the path itself where that fails. */
export const realPathOf = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path; // gone or not allowed: its name is all that is known
  }
};
