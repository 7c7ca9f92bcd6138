import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { SkimRules } from '../agents/agent.ts';
import type { LogLine, LogReader } from '../agents/log-reader.ts';
import { type IsPassed, type ReadInto, readLines } from './read-lines.ts';

/** A reader that passes over lines, and what it did: to be asked once a session was read through it. */
export interface Skimmed {
  readonly logs: LogReader;
  /** Offset of the first line of a log that was passed over; null: none was. */
  passedFrom(path: string): number | null;
  /** Whether a line was found that calls for reading the whole log. */
  isTurned(): boolean;
}

/**
 * Shows of plain JSONL logs their start, until it holds what an agent needs, their end, and between the two only lines
 * that tell something. All bytes are read and cut into lines; what is passed over is neither decoded nor parsed.
 */
export const skimReader = (logs: LogReader, rules: SkimRules, onRead: (bytes: number) => void): Skimmed => {
  const passed = new Map<string, number>();
  let turned = false;
  const seen: Seen = {
    read: onRead,
    turn: () => void (turned = true),
    pass: (path, offset) => void passed.set(path, Math.min(offset, passed.get(path) ?? offset)),
  };
  return {
    logs: { ...logs, lines: (path) => (isPlain(path) ? skim(path, rules, seen) : logs.lines(path)) },
    passedFrom: (path) => passed.get(path) ?? null,
    isTurned: () => turned,
  };
};

interface Seen {
  read(bytes: number): void;
  turn(): void;
  pass(path: string, offset: number): void;
}

const isPlain = (path: string): boolean => path.endsWith('.jsonl');

/** First bytes of a line in which `tells` and `turns` look. */
const START = 160;

function* skim(path: string, rules: SkimRules, seen: Seen): Generator<LogLine> {
  const handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) return;
    const end = endOf(handle, stat.size, rules.timed);
    let needs = rules.needs;
    const isPassed: IsPassed = (bytes, line, offset) => {
      const told = needs.length > 0 || offset >= end;
      if (!told && beginsWith(rules.plain, bytes, line.start)) return pass(offset);
      const start = bytes.toString('latin1', line.start, Math.min(line.end, line.start + START));
      if (rules.turns?.test(start) === true) seen.turn();
      return told || rules.tells.test(start) ? false : pass(offset);
    };
    const pass = (offset: number): true => {
      seen.pass(path, offset);
      return true;
    };
    const read: ReadInto = (target, offset) => {
      const count = readSync(handle, target, offset, Math.min(CHUNK, target.length - offset), null);
      seen.read(count);
      return count;
    };
    for (const line of readLines(read, isPassed)) {
      yield line;
      if (needs.length > 0) needs = missingIn(line.text(), needs);
    }
  } finally {
    closeSync(handle);
  }
}

/** So much stays in a processor's cache until it was looked through. */
const CHUNK = 256 * 1024;

const beginsWith = (text: string, bytes: Buffer, from: number): boolean => {
  for (let at = 0; at < text.length; at++) if (bytes[from + at] !== text.charCodeAt(at)) return false;
  return text !== '';
};

const missingIn = (text: string, needs: readonly RegExp[]): readonly RegExp[] =>
  needs.filter((need) => !need.test(text));

/** The end is looked for in so many last bytes, and in four times as many until it is there. */
const FIRST_WINDOW = 4096;
/** With lines that are longer than this a log is read whole. */
const LAST_WINDOW = 4096 * 4 ** 5;

/** Offset from which on lines are the log's end: two whole ones at least have a time. 0 where there is no such place. */
const endOf = (handle: number, size: number, timed: RegExp): number => {
  for (let length = FIRST_WINDOW; length <= LAST_WINDOW && length < size / 2; length *= 4) {
    const window = Buffer.allocUnsafe(length);
    const count = readSync(handle, window, 0, length, size - length);
    const text = window.toString('latin1', 0, count);
    const first = text.indexOf('\n') + 1;
    const lines = text.slice(first).split('\n');
    const whole = lines.filter((line) => timed.test(line) && /\}\r?$/.test(line));
    if (first > 0 && whole.length >= 2) return size - length + first;
  }
  return 0;
};
