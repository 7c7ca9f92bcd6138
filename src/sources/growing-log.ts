import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import type { LogLine } from '../agents/log-reader.ts';
import { PIECE } from './line-buffer.ts';
import { readLines } from './read-lines.ts';
import { advance, compareWatermark, type Looked, readAt, stampOf, startOf, type Watermark } from './watermark.ts';

/** A plain JSONL file that is read as it grows. */
export interface GrowingLog {
  /** What became of it since it was last looked at; `rewritten` also for the first time. */
  look(options?: { readonly verify?: boolean }): Growth;
  /** How far its lines were taken; undefined before the first. To be kept, and given to the next one. */
  mark(): Watermark | undefined;
  /** Of lines that were not taken to their end. */
  close(): void;
}

export type Growth =
  /** `gone`: not there, not to be opened, or no regular file. */
  | { readonly kind: 'unchanged' | 'gone' }
  | {
      /** `grown`: lines go on from those before. `rewritten`: they are all there are. */
      readonly kind: 'grown' | 'rewritten';
      /** The whole lines that are new, as LogReader gives them. To be taken to their end, before the next look. */
      lines(): Iterable<LogLine>;
      /** Bytes after the last line feed: a line that is being written, or was never ended. */
      readonly rest: number;
    };

export interface GrowingOptions {
  /** Where an earlier one came to. */
  readonly from?: Watermark;
  readonly now: () => Date;
  /** Hears of bytes of new lines. */
  readonly onRead: (bytes: number) => void;
}

export const openGrowing = (path: string, options: GrowingOptions): GrowingLog => {
  let mark = options.from;
  let open: number | undefined;
  const close = (): void => {
    if (open !== undefined) closeSync(open);
    open = undefined;
  };
  function* linesFrom(looked: Looked, from: Watermark, end: number): Generator<LogLine> {
    const moved = advance(looked.handle, from);
    let at = from.offset;
    try {
      const read = (target: Buffer, offset: number): number => {
        const wanted = target.subarray(offset, offset + Math.min(target.length - offset, end - at, PIECE));
        const count = readAt(looked.handle, wanted, at);
        moved.add(wanted.subarray(0, count));
        options.onRead(count);
        at += count;
        return count;
      };
      yield* readLines(read, { base: from.offset });
      // cut off while it was read: nothing is known of it
      mark = at === end ? moved.mark() : undefined;
    } finally {
      if (open === looked.handle) close();
    }
  }
  const look = (verify: boolean): Growth => {
    close();
    const looked = openToLook(path, options.now().getTime());
    if (looked === undefined) return { kind: 'gone' };
    open = looked.handle;
    const change = mark === undefined ? 'rewritten' : compareWatermark(looked, mark, verify);
    const from = mark === undefined || change === 'rewritten' ? startOf(looked) : { ...mark, ...stampOf(looked) };
    // until its lines are taken, the file is as it was not yet looked at
    mark = change === 'rewritten' ? undefined : change === 'grown' ? mark : from;
    if (change === 'unchanged') {
      close();
      return { kind: change };
    }
    const end = endOfLines(looked.handle, from.offset, from.size);
    return { kind: change, rest: from.size - end, lines: () => linesFrom(looked, from, end) };
  };
  return { look: ({ verify = false } = {}) => look(verify), mark: () => mark, close };
};

const openToLook = (path: string, now: number): Looked | undefined => {
  let handle: number | undefined;
  try {
    handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stat = fstatSync(handle, { bigint: true });
    if (stat.isFile()) return { handle, stat, now };
  } catch {
    // missing or not allowed: it is not there for us
  }
  if (handle !== undefined) closeSync(handle);
  return undefined;
};

const WINDOW = 64 * 1024;
const LINE_FEED = 0x0a;

/** Where the last whole line ends; `from` where there is none behind it. */
const endOfLines = (handle: number, from: number, size: number): number => {
  const window = Buffer.allocUnsafe(WINDOW);
  for (let end = size; end > from;) {
    const start = Math.max(from, end - WINDOW);
    const count = readAt(handle, window.subarray(0, end - start), start);
    const found = window.subarray(0, count).lastIndexOf(LINE_FEED);
    if (found !== -1) return start + found + 1;
    end = start;
  }
  return from;
};
