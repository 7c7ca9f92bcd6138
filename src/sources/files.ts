import {
  createReadStream,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { getSystemErrorMessage } from 'node:util';
import { OpenSessionError, type ErrorCode } from '../domain/errors.ts';
import { shellWord } from '../domain/shell-word.ts';
import { unfinishedName } from '../domain/unfinished.ts';

/** With all folders above it. @throws no_space, read_only, not_readable */
export const makeFolder = (path: string): void => {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw writeError(path, cause);
  }
};

/**
 * Writes whole or not at all: a new file beside the target, synced, then renamed over it. A link stays a link, a file
 * keeps its mode, and what is no regular file (a device, a FIFO) is written into, never replaced.
 * @throws no_space, read_only, file_not_found, usage (a directory), not_readable
 */
export const writeWhole = async (path: string, text: string): Promise<void> => {
  const target = realPathOf(path);
  try {
    const old = lstatSync(target, { throwIfNoEntry: false });
    if (old === undefined || old.isFile()) replace(target, text, old === undefined ? 0o644 : old.mode & 0o777);
    else writeInto(target, text);
  } catch (cause) {
    throw writeError(path, cause);
  }
};

/** As writeWhole, of bytes as they come. Returns how many. @throws as writeWhole, and what the bytes throw */
export const writeChunks = async (path: string, chunks: AsyncIterable<Uint8Array>): Promise<number> => {
  const target = realPathOf(path);
  const temporary = join(dirname(target), unfinishedName(crypto.randomUUID()));
  const written = <T>(act: () => T): T => {
    try {
      return act();
    } catch (cause) {
      throw writeError(path, cause);
    }
  };
  const old = written(() => lstatSync(target, { throwIfNoEntry: false }));
  if (old?.isDirectory() === true) throw new OpenSessionError('usage', `cannot write ${path}: it is a directory`);
  const isFile = old === undefined || old.isFile();
  const handle = written(() => (isFile ? openSync(temporary, 'wx', 0o600) : openSync(target, 'w')));
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      written(() => writeAll(handle, Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
      bytes += chunk.byteLength;
    }
    if (!isFile) return bytes;
    written(() => {
      fsyncSync(handle);
      renameSync(temporary, target);
    });
    return bytes;
  } finally {
    closeSync(handle);
    if (isFile) rmSync(temporary, { force: true });
  }
};

/** @throws file_not_found, not_readable */
export const readChunks = async function* (path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) yield chunk as Buffer;
  } catch (cause) {
    const gone = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    if (gone) throw new OpenSessionError('file_not_found', `no file at ${path}`, { cause });
    const why = cause instanceof Error ? cause.message : '';
    throw new OpenSessionError('not_readable', `cannot read ${path}: ${why}`, { cause });
  }
};

const replace = (path: string, text: string, mode: number): void => {
  const temporary = join(dirname(path), unfinishedName(crypto.randomUUID()));
  try {
    const handle = openSync(temporary, 'wx', mode);
    try {
      writeAll(handle, Buffer.from(text));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cause;
  }
};

const writeInto = (path: string, text: string): void => {
  const handle = openSync(path, 'w');
  try {
    writeAll(handle, Buffer.from(text));
  } finally {
    closeSync(handle);
  }
};

const writeAll = (handle: number, bytes: Buffer): void => {
  for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
};

const CODES: { readonly [errno: string]: ErrorCode } = {
  ENOSPC: 'no_space',
  EDQUOT: 'no_space',
  EFBIG: 'no_space',
  EISDIR: 'usage',
  ENOTDIR: 'usage',
  EROFS: 'read_only',
  EACCES: 'read_only',
  EPERM: 'read_only',
  ENOENT: 'file_not_found',
};

const writeError = (path: string, cause: unknown): OpenSessionError => {
  const { code = '', errno } = cause as NodeJS.ErrnoException;
  // Node's own message names the temporary file
  const why = errno === undefined ? (cause as Error).message : getSystemErrorMessage(errno);
  return new OpenSessionError(CODES[code] ?? 'not_readable', `cannot write ${path}: ${why}`, {
    cause,
    ...(code === 'ENOENT' ? { hint: `make the folder first: mkdir -p ${shellWord(dirname(path))}` } : {}),
  });
};

/** Whether a path is a link itself, wherever it leads. */
export const isLink = (path: string): boolean => {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch {
    return false; // not allowed: reading it says so
  }
};

/** The names in a directory that are links themselves; undefined when it cannot be listed. */
export const linksIn = (dir: string): ReadonlySet<string> | undefined => {
  try {
    const entries = readdirSync(dir, { withFileTypes: true });
    return new Set(entries.flatMap((entry) => (entry.isSymbolicLink() ? [entry.name] : [])));
  } catch {
    return undefined;
  }
};

/** Links resolved; the path itself where that fails. */
export const realPathOf = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path; // gone or not allowed: its name is all that is known
  }
};
