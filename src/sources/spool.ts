import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { OpenSessionError } from '../domain/errors.ts';
import { makeScratch } from '../scratch/make-scratch.ts';
import { removeScratch } from '../scratch/remove-scratch.ts';
import { createHash } from '../domain/create-hash.ts';
import { textPieces } from '../domain/text-pieces.ts';

/** Temporary files of this process that nobody else can read: for what must not be held in memory. */
export interface Spool {
  /** A new file in it, mode 0600; what was asked for ends its name. @throws no_space */
  open(name: string): SpoolFile;
  /** Removes all of it. */
  remove(): void;
}

export interface SpoolFile {
  /** Absolute. */
  readonly path: string;
  write(bytes: string | Uint8Array): void;
  /** Closes it. Size in bytes, and lower-case hexadecimal sha256. */
  finish(): { readonly bytes: number; readonly digest: string };
}

/** Texts are written together when they are so long. */
const CHUNK = 1 << 18;

export const openSpool = (): Spool => {
  const dir = guarded(() => makeScratch(''));
  let files = 0;
  return {
    open: (name) => openFile(join(dir, `${++files}-${name}`)),
    remove: () => removeScratch(dir),
  };
};

const openFile = (path: string): SpoolFile => {
  const handle = guarded(() => openSync(path, 'wx', 0o600));
  const hash = createHash('sha256');
  let size = 0;
  let pending = '';
  const put = (bytes: Uint8Array): void => {
    hash.update(bytes);
    size += bytes.length;
    guarded(() => {
      for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
    });
  };
  const piece = Buffer.allocUnsafe(3 * (CHUNK + 1));
  // of a long text the bytes never stand beside it
  const putText = (text: string): void => {
    for (const part of textPieces(text, CHUNK)) put(piece.subarray(0, piece.write(part)));
  };
  const flush = (): void => {
    putText(pending);
    pending = '';
  };
  return {
    path,
    write: (bytes) => {
      if (typeof bytes === 'string' && bytes.length < CHUNK) {
        pending += bytes;
        if (pending.length >= CHUNK) flush();
        return;
      }
      flush();
      if (typeof bytes === 'string') putText(bytes);
      else put(bytes);
    },
    finish: () => {
      flush();
      closeSync(handle);
      return { bytes: size, digest: hash.digest('hex') };
    },
  };
};

/** @throws no_space */
const guarded = <T>(act: () => T): T => {
  try {
    return act();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new OpenSessionError('no_space', `the temporary directory cannot be written: ${why}`, { cause });
  }
};
