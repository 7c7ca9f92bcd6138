/* oxlint-disable no-restricted-globals -- asked for what Node brings, and for nothing of this process */
import { Decompress } from 'fzstd';
import { OpenSessionError } from '../domain/errors.ts';
import { LIMITS } from './limits.ts';
import { type OpenFile, tooLarge, unpacksTooLarge } from './read-whole.ts';

/**
 * The bytes that a `.gz` holds, of one that was cut off those before the cut. Takes the file over. @throws log_broken,
 * log_too_large beyond LIMITS.gzip
 */
export const openGzip = (path: string, file: OpenFile): OpenFile => {
  try {
    const packed = packedBytes(path, file, LIMITS.gzip);
    return unpacked((isTorn) =>
      zlib().gunzipSync(packed, {
        maxOutputLength: LIMITS.gzip,
        ...(isTorn ? { finishFlush: zlib().constants.Z_SYNC_FLUSH } : {}),
      }),
    );
  } catch (cause) {
    throw failure(path, cause, () => unpacksTooLarge(path, LIMITS.gzip, 'gunzip'));
  }
};

/** Loaded with the first packed log: most commands meet none. */
const zlib = () => process.getBuiltinModule('node:zlib');

/** What `unpack` gives; once more, and with a mark at its end, of what was cut off. */
const unpacked = (unpack: (isTorn: boolean) => Buffer): OpenFile => {
  try {
    return inMemory(unpack(false));
  } catch (cause) {
    const before = isEarlyEnd(cause) ? unpack(true) : undefined;
    // nothing before the cut is no log at all
    if (before === undefined || before.length === 0) throw cause;
    return inMemory(before, TORN);
  }
};

/** No JSON: behind the last whole line it counts as a broken one. */
const TORN = Buffer.from('\0');

const isEarlyEnd = (cause: unknown): boolean => (cause as NodeJS.ErrnoException).code === 'Z_BUF_ERROR';

/** Packed and unpacked bytes up to which Node unpacks a `.zst` in one go. */
const AT_ONCE = 32 * 1024 * 1024;

/**
 * The bytes that a `.zst` holds, of one that was cut off those before the cut (whole blocks, of up to 128 KiB each). Takes the file over. A large one is unpacked as it is read: Node does that only
 * asynchronously, so a library does. @throws log_broken, and log_too_large beyond `limit`
 */
export const openZstd = (path: string, file: OpenFile, limit: number = LIMITS.zstd): OpenFile => {
  if ((file.size ?? 0) > AT_ONCE) return stream(path, file, limit);
  const packed = packedBytes(path, file, AT_ONCE);
  try {
    return unpacked((isTorn) =>
      zlib().zstdDecompressSync(packed, {
        maxOutputLength: AT_ONCE,
        ...(isTorn ? { finishFlush: zlib().constants.ZSTD_e_flush } : {}),
      }),
    );
  } catch (cause) {
    if (isTooLarge(cause)) return stream(path, inMemory(packed), limit);
    throw failure(path, cause, () => unpacksTooLarge(path, limit, 'unzstd'));
  }
};

const packedBytes = (path: string, file: OpenFile, limit: number): Buffer => {
  try {
    const packed = Buffer.allocUnsafe(limit + 1);
    let filled = 0;
    for (let count = 1; count > 0 && filled < packed.length; filled += count) count = file.read(packed, filled);
    if (filled > limit) throw tooLarge(path, limit);
    return Buffer.from(packed.subarray(0, filled));
  } finally {
    file.close();
  }
};

/** Bytes given to the decoder at once: 4 of them may unpack to a block of 128 KiB. */
const PIECE = 512;

const stream = (path: string, file: OpenFile, limit: number): OpenFile => {
  const pieces: Uint8Array[] = [];
  let total = 0;
  const decoder = new Decompress((piece) => {
    total += piece.length;
    if (total > limit) throw unpacksTooLarge(path, limit, 'unzstd');
    if (piece.length > 0) pieces.push(piece);
  });
  const input = Buffer.allocUnsafe(PIECE);
  /** False at the end. */
  const decode = (): boolean => {
    const count = file.read(input, 0);
    try {
      decoder.push(Uint8Array.from(input.subarray(0, count)), count === 0);
      return count > 0;
    } catch (cause) {
      // it ends where more should come: what came before holds
      if (count > 0 || total === 0 || cause instanceof OpenSessionError)
        throw failure(path, cause, () => unpacksTooLarge(path, limit, 'unzstd'));
      pieces.push(TORN);
      return false;
    }
  };
  let isOver = false;
  const read: OpenFile['read'] = (target, offset) => {
    while (!isOver && pieces.length === 0) isOver = !decode();
    const [piece] = pieces;
    if (piece === undefined) return 0;
    const count = Math.min(piece.length, target.length - offset);
    target.set(piece.subarray(0, count), offset);
    if (count === piece.length) pieces.shift();
    else pieces[0] = piece.subarray(count);
    return count;
  };
  return { size: null, read, close: () => file.close() };
};

const isTooLarge = (cause: unknown): boolean => (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';

const failure = (path: string, cause: unknown, large: () => OpenSessionError): OpenSessionError => {
  if (cause instanceof OpenSessionError) return cause;
  if (isTooLarge(cause)) return large();
  return new OpenSessionError('log_broken', `cannot decompress ${path}: ${(cause as Error).message}`, { cause });
};

const inMemory = (...parts: readonly Buffer[]): OpenFile => {
  const left = [...parts];
  return {
    size: parts.reduce((sum, part) => sum + part.length, 0),
    read: (target, offset) => {
      const [part] = left;
      if (part === undefined) return 0;
      const count = part.copy(target, offset);
      if (count < part.length) left[0] = part.subarray(count);
      else left.shift();
      return count;
    },
    close: () => {},
  };
};
