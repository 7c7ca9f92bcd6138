import { LIMITS } from './limits.ts';

/** Bytes of which the characters take a line's limit where each takes two. */
const MOST = LIMITS.line / 2;

/**
 * Whether JSON takes more memory than a line may: the text is there beside its values, and a step may need it once more.
 * Told before it is decoded.
 */
export const isTooWide = (bytes: Buffer): boolean => bytes.length > MOST && isBeyondLatin1(bytes);

const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
const ZERO = 0x30;

/** Whether UTF-8 is decoded, or parsed as JSON, to a character that is not of Latin-1: then all of the text take two bytes. */
const isBeyondLatin1 = (bytes: Buffer): boolean => {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === BACKSLASH) {
      at++;
      if (bytes[at] === LETTER_U && (bytes[at + 1] !== ZERO || bytes[at + 2] !== ZERO)) return true;
    } else if (byte >= 0x80) {
      at++;
      // all else of two bytes, what is longer, and what is no UTF-8 and is replaced
      if ((byte !== 0xc2 && byte !== 0xc3) || ((bytes[at] ?? 0) & 0xc0) !== 0x80) return true;
    }
  }
  return false;
};
