/**
 * A log in memory that is cut after some byte, and what a parser saw of the part that was cut. A parser is a function of
 * what it sees: where it saw no more of a cut line than its first bytes, every longer cut of that line is the same to it.
 */
import type { FileStat, LogLine, LogReader } from '../../../src/agents/log-reader.ts';
import { OpenSessionError } from '../../../src/domain/errors.ts';
import { inMemory } from '../../../src/sources/documents/document-bytes.ts';
import { readDocument } from '../../../src/sources/documents/read-document.ts';

export interface CutReader {
  readonly reader: LogReader;
  /** Offsets where lines end, their line feeds included. */
  readonly ends: readonly number[];
  /** Cuts the log to its first `bytes` bytes. */
  cut(bytes: number): void;
  /** How far the parser looked since the cut; Infinity when it saw all, or how much there is. */
  seen(): number;
}

const LINE_FEED = 0x0a;

export const cutReader = (path: string, bytes: Buffer, under: LogReader): CutReader => {
  let size = bytes.length;
  let seen = 0;
  const look = (to: number): void => void (seen = Math.max(seen, to));
  const lines = linesIn(bytes);
  const ends = lines.map(({ end }) => end);
  const whole = lines.map(({ start, end }) => wholeLine(bytes, start, end - 1));
  function* cutLines(): Generator<LogLine> {
    for (const [index, line] of whole.entries()) {
      const { start, end } = lines[index] ?? { start: 0, end: 0 };
      if (end <= size) {
        if (line.length > 0) yield line;
        continue;
      }
      if (start < size) yield tornLine(bytes.subarray(start, size), start, look);
      return;
    }
  }
  const own: Partial<LogReader> = {
    stat: () =>
      ({
        kind: 'file',
        mtime_ms: 0,
        get size(): number {
          look(Infinity);
          return size;
        },
      }) satisfies FileStat,
    lines: cutLines,
    holds: (_path, text) => {
      const first = bytes.indexOf(text);
      const end = first === -1 ? Infinity : first + text.length;
      // the same for each cut of one line, but of the one that the text ends in
      if (end > (ends.findLast((one) => one <= size) ?? 0) && end <= (ends.find((one) => one > size) ?? 0))
        look(Infinity);
      return end <= size;
    },
    head: (_path, count) => {
      look(count);
      return bytes.toString('utf8', 0, Math.min(count, size));
    },
    text: (_path, count) => {
      look(count);
      return bytes.toString('utf8', 0, Math.min(count, size));
    },
    json: () => {
      try {
        return JSON.parse(bytes.toString('utf8', 0, size)) as unknown;
      } catch (cause) {
        throw new OpenSessionError('log_broken', 'expected one JSON document', { cause });
      }
    },
    document: (_path, lists, parse) => readDocument(inMemory(path, bytes.subarray(0, size)), { lists, parse }),
    tables: () => undefined,
  };
  return {
    ends,
    cut: (count) => {
      size = count;
      seen = 0;
    },
    seen: () => seen,
    reader: {
      ...under,
      ...Object.fromEntries(
        Object.entries(own).map(([name, answer]) => [
          name,
          (asked: string, ...more: readonly never[]) =>
            asked === path
              ? (answer as (...given: readonly unknown[]) => unknown)(asked, ...more)
              : (under[name as keyof LogReader] as (...given: readonly unknown[]) => unknown)(asked, ...more),
        ]),
      ),
    },
  };
};

const linesIn = (bytes: Buffer): readonly { readonly start: number; readonly end: number }[] => {
  const found: { start: number; end: number }[] = [];
  for (let start = 0; start < bytes.length;) {
    const at = bytes.indexOf(LINE_FEED, start);
    const end = at === -1 ? bytes.length + 1 : at + 1;
    found.push({ start, end });
    start = end;
  }
  return found;
};

/** Parsed once; frozen, for a parser has no business in changing what it reads. */
const wholeLine = (bytes: Buffer, start: number, end: number): LogLine => {
  const text = bytes.toString('utf8', start, end);
  const value = frozen(parse(text));
  return {
    offset: start,
    length: end - start,
    text: () => text,
    json: () => value,
    head: (count) => bytes.toString('utf8', start, Math.min(end, start + count)),
  };
};

const tornLine = (bytes: Buffer, offset: number, look: (to: number) => void): LogLine => ({
  offset,
  // a place for `origin`, which a line that is no JSON does not get; nothing of what it holds
  length: bytes.length,
  text: () => {
    look(Infinity);
    return bytes.toString();
  },
  json: () => parse(bytes.toString()),
  head: (count) => {
    look(offset + count);
    return bytes.toString('utf8', 0, Math.min(bytes.length, count));
  },
});

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const frozen = (value: unknown): unknown => {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
};
