import { OpenSessionError } from '../../domain/errors.ts';
import { LIMITS } from '../limits.ts';
import type { DocumentBytes } from './document-bytes.ts';

/** A place in a document, that goes on from token to token; -1 stands for the document's end. */
export interface Window {
  /** Offset of the place in the document. */
  at(): number;
  /** The next byte that is no white space. */
  peek(): number;
  /** The byte at the place, which then lies behind it. */
  take(): number;
  /** The string that begins at the place. */
  text(): string;
  /**
   * Goes behind the value that begins at the place: to the comma or bracket that ends it, or the document's end.
   * @param outer how many brackets are open around it
   * @returns how many values it holds, by its brackets and commas
   */
  skipValue(outer: number): number;
  /** What a document is refused with that is no JSON. */
  broken(why: string): OpenSessionError;
}

export const BYTE = {
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  bracket: 0x5b,
  bracketEnd: 0x5d,
  brace: 0x7b,
  braceEnd: 0x7d,
};

const SIZE = 256 * 1024;
const BACKSLASH = 0x5c;

/** What a byte outside of strings means to whoever looks for a value's end. */
const [PLAIN, OPENS, CLOSES, COMMA, QUOTE] = [0, 1, 2, 3, 4];
const KINDS = new Uint8Array(256);
for (const byte of [BYTE.brace, BYTE.bracket]) KINDS[byte] = OPENS;
for (const byte of [BYTE.braceEnd, BYTE.bracketEnd]) KINDS[byte] = CLOSES;
KINDS[BYTE.comma] = COMMA;
KINDS[BYTE.quote] = QUOTE;

/** @param size bytes that are held at once */
export const openWindow = (bytes: DocumentBytes, size = SIZE): Window => {
  const held = Buffer.allocUnsafe(size);
  let base = 0;
  let filled = 0;
  let here = 0;

  /** Goes on to the next bytes; false at the end. */
  const fill = (): boolean => {
    base += filled;
    here = 0;
    filled = bytes.read(held, base);
    return filled > 0;
  };
  const broken = (why: string): OpenSessionError =>
    new OpenSessionError('log_broken', `expected one JSON document in ${bytes.path}: ${why} at byte ${base + here}`);
  const isOver = (): boolean => here === filled && !fill();
  const peek = (): number => {
    for (; !isOver(); here++) {
      const byte = held[here] ?? 0;
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
    }
    return -1;
  };
  /** From within a string to behind its closing quote. */
  const skipString = (): void => {
    for (let isEscaped = false; !isOver();) {
      const byte = held[here++];
      if (isEscaped) isEscaped = false;
      else if (byte === BYTE.quote) return;
      else isEscaped = byte === BACKSLASH;
    }
    throw broken('it ends within a string');
  };
  const skipValue = (outer: number): number => {
    let depth = outer;
    let values = 0;
    while (!isOver()) {
      const kind = KINDS[held[here] ?? 0] ?? PLAIN;
      if (depth === outer && (kind === CLOSES || kind === COMMA)) return values;
      here++;
      if (kind === OPENS && ++depth > LIMITS.depth) throw broken(`nested deeper than ${LIMITS.depth}`);
      if (kind === OPENS || kind === COMMA) values++;
      if (kind === CLOSES) depth--;
      if (kind === QUOTE) skipString();
    }
    if (depth !== outer) throw broken('it ends within a value');
    return values;
  };
  const text = (): string => {
    const from = base + here++;
    skipString();
    const to = base + here;
    if (to - from > LIMITS.line) throw broken(`a key of more than ${LIMITS.line} bytes`);
    const token = from >= base ? held.toString('utf8', from - base, here) : bytes.text(from, to);
    try {
      return String(JSON.parse(token));
    } catch {
      throw broken('a key that is no string');
    }
  };
  return { at: () => base + here, peek, take: () => (isOver() ? -1 : (held[here++] ?? -1)), text, skipValue, broken };
};
