import { LIMITS } from './limits.ts';

/** Bytes that are free in a buffer before a stream is read on into it. */
export const STEP = 1024 * 1024;
/** So much stays in a processor's cache until it was looked through: reading into the same memory again takes half the time. */
export const PIECE = 256 * 1024;
const SHORT = 2 * STEP;

/** The buffer of a stream that was read, for the next one: a listing opens thousands. */
let spare: Buffer | undefined;

/** A buffer to begin a stream in; to be given back. */
export const takeBuffer = (): Buffer => {
  const taken = spare ?? Buffer.allocUnsafe(SHORT);
  spare = undefined;
  return taken;
};

export const giveBuffer = (buffer: Buffer): void => {
  if (buffer.length === SHORT) spare = buffer;
};

/** The same bytes up to `filled` with more room behind them, for at most a line of the longest and a STEP. */
export const grownBuffer = (buffer: Buffer, filled: number): Buffer =>
  moved({ buffer, from: 0, to: filled }, Math.min(2 * buffer.length, LIMITS.line + STEP));

/** Some bytes of a buffer with room for a STEP, in place of it. */
export const movedToShort = (buffer: Buffer, from: number, to: number): Buffer =>
  moved({ buffer, from, to }, Math.max(SHORT, to - from + STEP));

interface Part {
  readonly buffer: Buffer;
  readonly from: number;
  readonly to: number;
}

const moved = ({ buffer, from, to }: Part, length: number): Buffer => {
  const next = Buffer.allocUnsafe(length);
  buffer.copy(next, 0, from, to);
  // by itself the memory would be held until garbage is collected; a short one may be somebody else's
  if (buffer.length > SHORT) (buffer.buffer as ArrayBuffer).transfer(0);
  return next;
};
