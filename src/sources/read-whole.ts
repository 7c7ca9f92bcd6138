import { OpenSessionError } from '../domain/errors.ts';
import { shellWord } from '../domain/shell-word.ts';

export interface OpenFile {
  /** Bytes; null where they are known at the end only. */
  readonly size: number | null;
  /** Fills `target` from `offset` on; 0 at the end. */
  read(target: Buffer, offset: number): number;
  close(): void;
}

/** All bytes of a file. @throws log_too_large for more than `limit` */
export const readWhole = (path: string, file: OpenFile, limit: number): Buffer => {
  if (file.size !== null && file.size > limit) throw tooLarge(path, limit);
  const target = Buffer.allocUnsafe((file.size ?? limit) + 1);
  let filled = 0;
  while (filled < target.length) {
    const count = file.read(target, filled);
    if (count === 0) return target.subarray(0, filled);
    filled += count;
  }
  if (filled > limit) throw tooLarge(path, limit);
  return target;
};

export const tooLarge = (path: string, limit: number): OpenSessionError =>
  new OpenSessionError('log_too_large', `expected at most ${limit} bytes in ${path}, found more`);

/** Of a packed file, whose own size says little. @param program that unpacks it */
export const unpacksTooLarge = (path: string, limit: number, program: 'gunzip' | 'unzstd'): OpenSessionError =>
  new OpenSessionError('log_too_large', `expected at most ${limit} bytes once ${path} is unpacked, found more`, {
    hint: `if you trust it, unpack it and name that file: ${program} --keep ${shellWord(path)}`,
  });
