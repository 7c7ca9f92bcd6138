import { LIMITS } from './limits.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Whether JSON text in `bytes[start, end)` nests deeper than LIMITS.depth, found without parsing it. Strings are jumped
 * over by a native search, so that long texts cost next to nothing. Text that is no JSON gets some answer.
 */
export const isTooDeep = (bytes: Buffer, start: number, end: number): boolean => {
  if (end - start < 2 * LIMITS.depth) return false;
  let depth = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfString(bytes, at + 1, end);
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > LIMITS.depth) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return false;
};

/** Index of the closing quote, or `end`. */
const endOfString = (bytes: Buffer, from: number, end: number): number => {
  let at = from;
  for (;;) {
    const quote = bytes.indexOf(QUOTE, at);
    if (quote === -1 || quote >= end) return end;
    let slashes = 0;
    while (bytes[quote - 1 - slashes] === BACKSLASH && quote - 1 - slashes >= from) slashes++;
    if (slashes % 2 === 0) return quote;
    at = quote + 1;
  }
};
