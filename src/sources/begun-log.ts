import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { giveBuffer, PIECE, takeBuffer } from './line-buffer.ts';
import type { Begun, ReadInto } from './read-lines.ts';

/**
 * A plain log that is open with its beginning read: most logs are short, and then it is all of them, for whoever looks at
 * their head, their end or their lines. To be closed.
 */
export interface BegunLog {
  /** Bytes of the log. */
  readonly size: number;
  /** Up to `size` where these are all; undefined once the buffer went on to later bytes. */
  begun(): Begun | undefined;
  /** The bytes at an offset. */
  at(offset: number, length: number): Buffer;
  /** What `readLines` needs to go through the log from its start. `onRead` hears of bytes that come from the file. */
  stream(onRead: (bytes: number) => void): { readonly read: ReadInto; readonly begun?: Begun };
  close(): void;
}

/** Undefined for what is no regular file. @throws what opening and reading a file throw */
export const beginLog = (path: string): BegunLog | undefined => {
  const handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const bytes = takeBuffer();
  const close = (): void => {
    closeSync(handle);
    giveBuffer(bytes);
  };
  try {
    const stat = fstatSync(handle);
    if (stat.isFile()) return opened({ handle, size: stat.size, bytes, close });
  } catch (cause) {
    close();
    throw cause;
  }
  close();
  return undefined;
};

interface Opened {
  readonly handle: number;
  readonly size: number;
  readonly bytes: Buffer;
  readonly close: () => void;
}

const opened = ({ handle, size, bytes, close }: Opened): BegunLog => {
  const filled = readSync(handle, bytes, 0, Math.min(PIECE, size), 0);
  const isWhole = size > 0 && filled === size;
  let begun: Begun | undefined = { bytes, filled };
  return {
    size,
    begun: () => begun,
    at: (offset, length) => {
      if (begun !== undefined && offset + length <= begun.filled) return bytes.subarray(offset, offset + length);
      const target = Buffer.allocUnsafe(length);
      return target.subarray(0, readSync(handle, target, 0, length, offset));
    },
    stream: (onRead) => {
      const start = begun;
      let at = start?.filled ?? 0;
      onRead(at);
      if (isWhole && start !== undefined) return { read: () => 0, begun: start };
      begun = undefined;
      const read: ReadInto = (target, offset) => {
        const count = readSync(handle, target, offset, Math.min(PIECE, target.length - offset), at);
        at += count;
        onRead(count);
        return count;
      };
      return start === undefined ? { read } : { read, begun: start };
    },
    close,
  };
};
