import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { Decompress } from 'fzstd';
import { OpenSessionError } from '../domain/errors.ts';
import { LIMITS } from './limits.ts';
import { type OpenFile, tooLarge } from './read-whole.ts';

/** The bytes that a `.gz` holds. Takes the file over. @throws log_broken, log_too_large beyond LIMITS.gzip */
export const openGzip = (path: string, file: OpenFile): OpenFile => {
  try {
    return inMemory(gunzipSync(packedBytes(path, file, LIMITS.gzip), { maxOutputLength: LIMITS.gzip }));
  } catch (cause) {
    throw failure(path, cause, LIMITS.gzip);
  }
};

/** Packed and unpacked bytes up to which Node unpacks a `.zst` in one go. */
const AT_ONCE = 32 * 1024 * 1024;

/**
 * The bytes that a `.zst` holds. Takes the file over. A large one is unpacked as it is read: Node does that only
 * asynchronously, so a library does. @throws log_broken, and log_too_large beyond `limit`
 */
export const openZstd = (path: string, file: OpenFile, limit: number = LIMITS.zstd): OpenFile => {
  if ((file.size ?? 0) > AT_ONCE) return stream(path, file, limit);
  const packed = packedBytes(path, file, AT_ONCE);
  try {
    return inMemory(zstdDecompressSync(packed, { maxOutputLength: AT_ONCE }));
  } catch (cause) {
    if (isTooLarge(cause)) return stream(path, inMemory(packed), limit);
    throw failure(path, cause, AT_ONCE);
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
    if (total > limit) throw tooLarge(path, limit);
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
      throw failure(path, cause, limit);
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

const failure = (path: string, cause: unknown, limit: number): OpenSessionError => {
  if (cause instanceof OpenSessionError) return cause;
  if (isTooLarge(cause)) return tooLarge(path, limit);
  return new OpenSessionError('log_broken', `cannot decompress ${path}: ${(cause as Error).message}`, { cause });
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
