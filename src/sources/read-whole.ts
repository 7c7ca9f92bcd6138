import { OpenSessionError } from '../domain/errors.ts';
import { shellWord } from '../domain/shell-word.ts';
import { LIMITS } from './limits.ts';

export interface OpenFile {
  /** Bytes; null where they are known at the end only. */
  readonly size: number | null;
  /** Fills `target` from `offset` on; 0 at the end. */
  read(target: Buffer, offset: number): number;
  close(): void;
}

/** All bytes of a file. @throws log_too_large for more than LIMITS.document */
export const readWhole = (path: string, file: OpenFile): Buffer => {
  if (file.size !== null && file.size > LIMITS.document) throw tooLarge(path, LIMITS.document);
  const target = Buffer.allocUnsafe((file.size ?? LIMITS.document) + 1);
  let filled = 0;
  while (filled < target.length) {
    const count = file.read(target, filled);
    if (count === 0) return target.subarray(0, filled);
    filled += count;
  }
  if (filled > LIMITS.document) throw tooLarge(path, LIMITS.document);
  return target;
};

export const tooLarge = (path: string, limit: number): OpenSessionError =>
  new OpenSessionError('log_too_large', `expected at most ${limit} bytes in ${path}, found more`);

/** Of a packed file, whose own size says little. @param program that unpacks it */
export const unpacksTooLarge = (path: string, limit: number, program: 'gunzip' | 'unzstd'): OpenSessionError =>
  new OpenSessionError('log_too_large', `expected at most ${limit} bytes once ${path} is unpacked, found more`, {
    hint: `if you trust it, unpack it and name that file: ${program} --keep ${shellWord(path)}`,
  });
