import type { SkimRules } from '../agents/agent.ts';
import type { LogLine, LogReader } from '../agents/log-reader.ts';
import { beginLog, type BegunLog } from './begun-log.ts';
import { type IsPassed, readLines } from './read-lines.ts';

/** A reader of one session that passes over lines of its logs, and what it did: to be asked once it was read. */
export interface Skimmed {
  readonly logs: LogReader;
  /** Offset of the first line of the session's own log that was passed over; null: none was. */
  passedFrom(): number | null;
  /** Whether a line was found that calls for reading the whole log. */
  isTurned(): boolean;
  close(): void;
}

export interface Skimming {
  readonly rules: SkimRules;
  /** The session's own log: it is opened once, for whoever looks at its head or its lines. */
  readonly path: string;
  /** Hears of bytes as they are read. */
  readonly onRead: (bytes: number) => void;
}

/**
 * Shows of plain JSONL logs their start, until it holds what an agent needs, their end, and between the two only lines
 * that tell something. All bytes are read and cut into lines; what is passed over is neither decoded nor parsed.
 */
export const skimReader = (logs: LogReader, { rules, path: own, onRead }: Skimming): Skimmed => {
  let passed: number | null = null;
  let turned = false;
  let log: BegunLog | undefined;
  const begin = (): BegunLog | undefined => (log ??= beginLog(own));
  const seenIn = (path: string): Seen => ({
    read: onRead,
    turn: () => void (turned = true),
    pass: (offset) => void (path === own && (passed = Math.min(offset, passed ?? offset))),
  });
  function* lines(path: string): Generator<LogLine> {
    const opened = openedOf(() => (path === own ? begin() : beginLog(path)));
    try {
      // what cannot be opened says why
      yield* opened === undefined ? logs.lines(path) : skim(opened, rules, seenIn(path));
    } finally {
      if (path !== own) opened?.close();
    }
  }
  const head = (path: string, bytes: number): string =>
    (path === own && isPlain(path) ? headOf(begin, bytes) : undefined) ?? logs.head(path, bytes);
  return {
    logs: { ...logs, head, lines: (path) => (isPlain(path) ? lines(path) : logs.lines(path)) },
    passedFrom: () => passed,
    isTurned: () => turned,
    close: () => log?.close(),
  };
};

const openedOf = (open: () => BegunLog | undefined): BegunLog | undefined => {
  try {
    return open();
  } catch {
    return undefined;
  }
};

interface Seen {
  readonly read: (bytes: number) => void;
  turn(): void;
  pass(offset: number): void;
}

const isPlain = (path: string): boolean => path.endsWith('.jsonl');

/** Undefined where the beginning does not tell. */
const headOf = (begin: () => BegunLog | undefined, bytes: number): string | undefined => {
  const log = openedOf(begin);
  const begun = log?.begun();
  if (log === undefined || begun === undefined || begun.filled < Math.min(bytes, log.size)) return undefined;
  return begun.bytes.toString('utf8', 0, Math.min(bytes, begun.filled)).replace(/^\uFEFF/, '');
};

/** First bytes of a line in which `tells` and `turns` look. */
const START = 160;

function* skim(log: BegunLog, rules: SkimRules, seen: Seen): Generator<LogLine> {
  const end = endOf(log, rules.timed);
  let needs = rules.needs;
  const isPassed: IsPassed = (bytes, line, offset) => {
    const told = needs.length > 0 || offset >= end;
    if (!told && beginsWith(rules.plain, bytes, line.start)) return pass(offset);
    const start = bytes.toString('latin1', line.start, Math.min(line.end, line.start + START));
    if (rules.turns?.test(start) === true) seen.turn();
    return told || rules.tells.test(start) ? false : pass(offset);
  };
  const pass = (offset: number): true => {
    seen.pass(offset);
    return true;
  };
  const { read, begun } = log.stream(seen.read);
  for (const line of readLines(within(rules.within, read), { isPassed, ...(begun === undefined ? {} : { begun }) })) {
    yield line;
    if (needs.length > 0 && isWhole(line.text())) needs = missingIn(line.text(), needs);
  }
}

type Read = Parameters<typeof readLines>[0];

/** Ends the log after so many bytes, wherever that is in a line. */
const within = (bytes: number | undefined, read: Read): Read => {
  if (bytes === undefined) return read;
  let left = bytes;
  return (target, offset) => {
    const count = left > 0 ? read(target, offset) : 0;
    left -= count;
    return count;
  };
};

const beginsWith = (text: string, bytes: Buffer, from: number): boolean => {
  for (let at = 0; at < text.length; at++) if (bytes[from + at] !== text.charCodeAt(at)) return false;
  return text !== '';
};

/** A torn line tells nothing. */
const isWhole = (line: string): boolean => line.endsWith('}') || line.endsWith('}\r');

const missingIn = (text: string, needs: readonly RegExp[]): readonly RegExp[] =>
  needs.filter((need) => !need.test(text));

/** The end is looked for in so many last bytes, and in four times as many until it is there. */
const FIRST_WINDOW = 4096;
/** With lines that are longer than this a log is read whole. */
const LAST_WINDOW = 4096 * 4 ** 5;

/** Offset from which on lines are the log's end, as far as they tell a time. 0 where there is no such place. */
const endOf = (log: BegunLog, timed: RegExp): number => {
  for (let length = FIRST_WINDOW; length <= LAST_WINDOW && length < log.size / 2; length *= 4) {
    const text = log.at(log.size - length, length).toString('latin1');
    const from = lastTimes(text, timed);
    if (from !== undefined) return log.size - length + from;
  }
  return 0;
};

/**
 * Where the last two whole lines with a time begin, or the one with the latest; undefined if there are not so many. The
 * text may begin within a line.
 */
const lastTimes = (text: string, timed: RegExp): number | undefined => {
  let count = 0;
  let latest = '';
  let start = 0;
  let at = text.length + 1;
  for (const line of text.split('\n').slice(1).reverse()) {
    at -= line.length + 1;
    const time = isWhole(line) ? timed.exec(line) : null;
    if (time === null) continue;
    const [, told = ''] = time;
    if (++count <= 2 || told > latest) start = at;
    if (told > latest) latest = told;
  }
  return count < 2 ? undefined : start;
};
