import { closeSync, fstatSync, readSync } from 'node:fs';
import { OpenSessionError } from '../../domain/errors.ts';
import { LIMITS } from '../limits.ts';
import { openFile, openRegular } from '../open-file.ts';
import { type OpenFile, readWhole, tooLarge, unpacksTooLarge } from '../read-whole.ts';

/** The bytes of a document, to be read at any place as often as wanted. Nothing has to be closed. */
export interface DocumentBytes {
  /** Of the file, for messages. */
  readonly path: string;
  readonly size: number;
  /** Fills the target with what stands at an offset; how many bytes: 0 at the end. */
  read(target: Buffer, from: number): number;
  /** A part, decoded: invalid UTF-8 is replaced. */
  text(from: number, to: number): string;
  /** Changes whenever the bytes do; undefined where that is not looked for. */
  readonly stamp?: string;
}

/**
 * Up to LIMITS.held bytes, and all that comes of a packed file, are held in memory as they were when it was opened; a
 * larger file is opened for each read, and has to stay as it was. @throws file_not_found, not_readable, log_too_large;
 * log_broken for a packed file that cannot be unpacked
 */
export const openDocument = (path: string, onRead: (bytes: number) => void): DocumentBytes => {
  const file = openFile(path);
  try {
    if (isPacked(path)) return inMemory(path, unpacked(path, file));
    if (file.size !== null && file.size > LIMITS.document) throw tooLarge(path, LIMITS.document);
    if (file.size === null || file.size <= LIMITS.held)
      return inMemory(path, told(readWhole(path, file, LIMITS.held), onRead));
  } finally {
    file.close();
  }
  return onDisk(path, onRead);
};

const isPacked = (path: string): boolean => path.endsWith('.gz') || path.endsWith('.zst');

const told = (bytes: Buffer, onRead: (bytes: number) => void): Buffer => {
  onRead(bytes.length);
  return bytes;
};

/** @throws log_too_large beyond LIMITS.gzip */
const unpacked = (path: string, file: OpenFile): Buffer => {
  const target = Buffer.allocUnsafe(Math.min(file.size ?? LIMITS.gzip, LIMITS.gzip) + 1);
  let filled = 0;
  for (let count = 1; count > 0 && filled < target.length; filled += count) count = file.read(target, filled);
  if (filled > LIMITS.gzip) throw unpacksTooLarge(path, LIMITS.gzip, path.endsWith('.gz') ? 'gunzip' : 'unzstd');
  return target.subarray(0, filled);
};

export const inMemory = (path: string, bytes: Buffer): DocumentBytes => ({
  path,
  size: bytes.length,
  read: (target, from) => bytes.copy(target, 0, from, Math.min(bytes.length, from + target.length)),
  text: (from, to) => bytes.toString('utf8', from, to),
});

/** Most parts fit: a buffer for each would stay in memory for a while. */
const SHARED = 128 * 1024;

const onDisk = (path: string, onRead: (bytes: number) => void): DocumentBytes => {
  const first = atHandle(path, stampOf);
  const shared = Buffer.allocUnsafeSlow(SHARED);
  const read = (target: Buffer, from: number): number =>
    atHandle(path, (handle) => {
      if (stampOf(handle).text !== first.text)
        throw new OpenSessionError('log_broken', `${path} was written while it was read`);
      let filled = 0;
      for (let count = 1; count > 0 && filled < target.length; filled += count)
        count = readSync(handle, target, filled, target.length - filled, from + filled);
      onRead(filled);
      return filled;
    });
  return {
    path,
    size: first.size,
    read,
    stamp: first.text,
    text: (from, to) => {
      const length = Math.max(0, Math.min(to, first.size) - from);
      if (length <= shared.length) return shared.toString('utf8', 0, read(shared.subarray(0, length), from));
      const target = Buffer.allocUnsafe(length);
      const text = target.toString('utf8', 0, read(target, from));
      // by itself the memory would be held until garbage is collected
      target.buffer.transfer(0);
      return text;
    },
  };
};

const atHandle = <T>(path: string, act: (handle: number) => T): T => {
  const handle = openRegular(path);
  try {
    return act(handle);
  } finally {
    closeSync(handle);
  }
};

const stampOf = (handle: number): { readonly text: string; readonly size: number } => {
  const { dev, ino, size, mtimeNs, ctimeNs } = fstatSync(handle, { bigint: true });
  return { text: `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`, size: Number(size) };
};
