import { isAscii } from 'node:buffer';
import type { LogLine } from '../agents/log-reader.ts';
import { isTooDeep } from './json-depth.ts';
import { LIMITS } from './limits.ts';

/** Fills `target` from `offset` on and returns the number of bytes read, 0 at the end. */
export type ReadInto = (target: Buffer, offset: number) => number;

const CHUNK = 1024 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * The non-empty lines of a byte stream. A LogLine is valid until the next one is taken: its bytes lie in a buffer that
 * is used again. Memory is that one buffer, at most twice LIMITS.line.
 */
export function* readLines(read: ReadInto): Generator<LogLine> {
  let buffer: Buffer = Buffer.allocUnsafe(2 * CHUNK);
  let base = 0; // offset in the file of buffer[0]
  let start = 0; // of the line, in the buffer
  let scan = 0; // where the search for the line's end goes on
  let filled = 0;
  let skipping: number | null = null; // offset of a line that is too long
  for (;;) {
    const end = filled > scan ? buffer.subarray(0, filled).indexOf(LINE_FEED, scan) : -1;
    if (end !== -1) {
      if (skipping !== null) yield tooLong(skipping, base + end - skipping);
      else yield* lineAt(buffer, { start, end, base });
      skipping = null;
      start = scan = end + 1;
      continue;
    }
    if (skipping !== null || filled - start > LIMITS.line) {
      skipping ??= base + start;
      base += filled;
      filled = 0;
    } else {
      buffer.copyWithin(0, start, filled);
      base += start;
      filled -= start;
      if (buffer.length - filled < CHUNK) buffer = grown(buffer, filled);
    }
    start = 0;
    scan = filled;
    const count = read(buffer, filled);
    if (count === 0) break;
    filled += count;
  }
  if (skipping !== null) yield tooLong(skipping, base - skipping);
  else yield* lineAt(buffer, { start: 0, end: filled, base });
}

const grown = (buffer: Buffer, filled: number): Buffer => {
  const next = Buffer.allocUnsafe(buffer.length * 2);
  buffer.copy(next, 0, 0, filled);
  return next;
};

const tooLong = (offset: number, length: number): LogLine => ({
  offset,
  length,
  text: () => '',
  json: () => undefined,
  head: () => '',
});

function* lineAt(buffer: Buffer, place: { start: number; end: number; base: number }): Generator<LogLine> {
  const { base } = place;
  const end = buffer[place.end - 1] === CARRIAGE_RETURN ? place.end - 1 : place.end;
  const start = base === 0 && place.start === 0 && hasByteOrderMark(buffer, end) ? 3 : place.start;
  if (end <= start) return;
  yield {
    offset: base + start,
    length: end - start,
    text: () => decode(buffer, start, end),
    json: () => (isTooDeep(buffer, start, end) ? undefined : parse(decode(buffer, start, end))),
    head: (bytes) => decode(buffer, start, Math.min(end, start + bytes)),
  };
}

const hasByteOrderMark = (buffer: Buffer, end: number): boolean =>
  end >= 3 && buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf;

/** ASCII, the usual case, decodes twice as fast as Latin-1; `isAscii` is a native scan. Invalid UTF-8 is replaced. */
const decode = (buffer: Buffer, start: number, end: number): string => {
  const bytes = buffer.subarray(start, end);
  return isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8');
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // said by the caller's tally as broken, with the line's offset
  }
};
