import type { LogLine } from '../agents/log-reader.ts';
import { readJson } from '../domain/json.ts';
import { isTooMuch } from '../domain/json-bounds.ts';
import { isTooWide } from './is-too-wide.ts';
import { clearFor, collectGarbage } from './keep-heap-small.ts';
import { LIMITS } from './limits.ts';
import { giveBuffer, grownBuffer, movedToShort, PIECE, STEP, takeBuffer } from './line-buffer.ts';

/** Fills `target` from `offset` on and returns the number of bytes read, 0 at the end. */
export type ReadInto = (target: Buffer, offset: number) => number;

/** Whether a line, from `start` to `end` in the bytes, at an offset of the stream, is not to be given out. */
export type IsPassed = (
  bytes: Buffer,
  line: { readonly start: number; readonly end: number },
  offset: number,
) => boolean;

/** Bytes of a line from which on it is not held beside its text. */
const LONG = 4 * 1024 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export interface LineOptions {
  /** Lines that are not given out. */
  readonly isPassed?: IsPassed;
  /** Offset in the whole stream of what is read first, the beginning of a line; default 0. */
  readonly base?: number;
  /** What was read of the stream before. The buffer is written to, and stays the caller's. */
  readonly begun?: Begun;
}

/** Bytes up to `filled` in a buffer of `takeBuffer`. */
export interface Begun {
  readonly bytes: Buffer;
  readonly filled: number;
}

/**
 * The non-empty lines of a byte stream. What a LogLine's functions give is valid until the next one is taken: its bytes
 * lie in a buffer that is used again. Memory is that one buffer, at most LIMITS.line and a STEP.
 */
export function* readLines(read: ReadInto, { isPassed, base = 0, begun }: LineOptions = {}): Generator<LogLine> {
  const view = createView(base, begun);
  try {
    while (nextLine(view, read)) {
      if (view.tooLong !== null) yield passedOver(view.tooLong, view.base + view.end - view.tooLong);
      else if (isPassed?.(view.bytes, view, view.base + view.start) !== true) {
        const from = view.base + view.start === 0 && hasByteOrderMark(view) ? 3 : view.start;
        const to = view.bytes[view.end - 1] === CARRIAGE_RETURN ? view.end - 1 : view.end;
        if (to > from) yield lineAt(view, from, to);
      }
    }
  } finally {
    if (begun === undefined) giveBuffer(view.bytes);
  }
}

const lineAt = (view: View, from: number, to: number): LogLine => {
  const { bytes, base } = view;
  const isLong = to - from >= LONG;
  const decode = (): string => {
    if (isLong) return longText(view, from, to);
    clearFor(to - from);
    return bytes.toString('utf8', from, to);
  };
  const text = (): string => (view.decoded ??= decode());
  return {
    offset: base + from,
    length: to - from,
    text,
    json: () => parse(text()),
    head: (count) =>
      isLong && view.decoded !== undefined
        ? Buffer.from(view.decoded.slice(0, count)).toString('utf8', 0, count)
        : bytes.toString('utf8', from, Math.min(to, from + count)),
  };
};

/**
 * Lets go of the line's bytes: beyond ASCII its text takes twice as much as they do, and so may the values that are parsed
 * of it. '' of a line that is too long in memory.
 */
const longText = (view: View, from: number, to: number): string => {
  const bytes = view.bytes.subarray(from, to);
  const text = isTooWide(bytes) ? '' : bytes.toString();
  const { end, filled } = view;
  view.bytes = movedToShort(view.bytes, end, filled);
  view.base += end;
  view.filled -= end;
  view.start = view.end = 0;
  closeOff(view.bytes, view.filled);
  return text;
};

/** The part of a stream that is in memory, and the line in it. */
interface View {
  bytes: Buffer;
  filled: number;
  /** Offset in the stream of `bytes[0]`. */
  base: number;
  /** Of the line, in `bytes`; `end` is that of its line feed. */
  start: number;
  end: number;
  /** The line's text, once it was asked for: not held beside the next line. */
  decoded: string | undefined;
  /** Offset in the stream of a line that is too long to be kept. */
  tooLong: number | null;
  isOver: boolean;
}

const createView = (base: number, begun: Begun | undefined): View => {
  const { bytes, filled } = begun ?? { bytes: takeBuffer(), filled: 0 };
  closeOff(bytes, filled);
  return { bytes, filled, base, start: 0, end: -1, decoded: undefined, tooLong: null, isOver: false };
};

/** So that the search for a line's end ends where the bytes do, and not in what the buffer held before. */
const closeOff = (bytes: Buffer, filled: number): void => {
  if (filled < bytes.length) bytes[filled] = LINE_FEED;
};

/** Goes on to the next line, perhaps an empty one; false after the last. */
const nextLine = (view: View, read: ReadInto): boolean => {
  if (view.isOver) return false;
  view.start = view.end + 1;
  view.decoded = undefined;
  view.tooLong = null;
  view.end = endOfLine(view, read);
  // the buffer has room for a little more
  if (view.end - view.start > LIMITS.line) view.tooLong ??= view.base + view.start;
  return true;
};

const endOfLine = (view: View, read: ReadInto): number => {
  for (let scan = view.start; ;) {
    const found = scan < view.filled ? view.bytes.indexOf(LINE_FEED, scan) : -1;
    if (found !== -1 && found < view.filled) return found;
    makeRoom(view);
    scan = view.filled;
    const count = read(view.bytes, scan);
    if (count === 0) break;
    view.filled += count;
    closeOff(view.bytes, view.filled);
  }
  view.isOver = true;
  return view.filled;
};

/** Brings the line's beginning to the front, once a PIECE was looked through; of one that is too long nothing is kept. */
const makeRoom = (view: View): void => {
  if (view.tooLong !== null || view.filled - view.start > LIMITS.line) {
    view.tooLong ??= view.base + view.start;
    view.base += view.filled;
    view.filled = 0;
  } else if (view.start > PIECE || view.bytes.length - view.filled < STEP) {
    view.bytes.copyWithin(0, view.start, view.filled);
    view.base += view.start;
    view.filled -= view.start;
    if (view.bytes.length - view.filled < STEP) grow(view);
  } else return;
  view.start = 0;
};

const grow = (view: View): void => {
  // what the long line before left behind goes before this one is there
  if (view.bytes.length >= LONG) collectGarbage();
  view.bytes = grownBuffer(view.bytes, view.filled);
};

const passedOver = (offset: number, length: number): LogLine => ({
  offset,
  length,
  text: () => '',
  json: () => undefined,
  head: () => '',
});

const hasByteOrderMark = ({ bytes, end }: View): boolean =>
  end >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

/** What is undefined the caller's tally says as broken, with the line's offset. */
const parse = (text: string): unknown => (isTooMuch(text) ? undefined : readJson(text));
