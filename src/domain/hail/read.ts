/** Reads a HAIL session, as JSONL or as one object. Whatever can be understood is; the rest is kept or reported. */
import { OpenSessionError } from '../errors.ts';
import { field, isObject } from '../json.ts';
import type { Event, Session, SessionHeader, Stats } from '../session.ts';
import { computeStats } from './compute-stats.ts';
import { type HailLine, parseHailLine, toEvent, toHeader, toStats } from './line.ts';
import { parseLossless } from './lossless-json.ts';
import { STATS, inWireOrder, keysOf } from './wire-fields.ts';

/** A line that is no part of the session but was in its file: written back at its place. */
export interface KeptLine {
  /** How many events stood before it. */
  readonly after_events: number;
  /** It stood behind the stats line. */
  readonly after_stats: boolean;
  readonly value: unknown;
}

export interface HailProblem {
  /** From 1; in the whole-object form the number of the event. */
  readonly line: number;
  /** `truncated`: the last line ends within its JSON, as in a file that is being written. */
  readonly kind: 'truncated' | 'broken' | 'unknown';
  /** The line is among `kept`, and will be written back. */
  readonly kept: boolean;
  readonly reason: string;
}

export interface HailDocument {
  readonly session: Session;
  readonly kept: readonly KeptLine[];
  readonly problems: readonly HailProblem[];
}

/**
 * Reads the text of a HAIL file. Stored counts are taken as they are; without any, or with broken ones, they are
 * computed. @throws hail_invalid when there is no usable header
 */
export const readHail = (text: string): HailDocument => {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const end = body.indexOf('\n');
  const first = end === -1 ? body : body.slice(0, end);
  const line = parseHailLine(first.trimEnd());
  return line.kind === 'header' ? readLines(body) : readWhole(body, line);
};

/** Reads only the header: the first line of the JSONL form. @throws hail_invalid */
export const readHailHeader = (firstLine: string): SessionHeader => {
  const line = parseHailLine(firstLine.trimEnd());
  if (line.kind === 'header') return line.header;
  throw invalid(line);
};

/** Header and counts alone: the first line, and the last one that is not empty. No stats when that is another line. */
export const readHailEnds = (
  firstLine: string,
  lastLine: string,
): { readonly header: SessionHeader; readonly stats?: Stats } => {
  const last = parseHailLine(lastLine.trimEnd());
  return { header: readHailHeader(firstLine), ...(last.kind === 'stats' ? { stats: last.stats } : {}) };
};

const readLines = (text: string): HailDocument => {
  const reading = createReading();
  let number = 0;
  for (let start = 0; start < text.length;) {
    const at = text.indexOf('\n', start);
    const end = at === -1 ? text.length : at;
    const line = text.slice(start, end);
    number++;
    start = end + 1;
    if (line.trim() !== '') reading.take(parseHailLine(line), number, at === -1);
  }
  return reading.finish();
};

interface Reading {
  take(line: HailLine, number: number, unterminated: boolean): void;
  finish(): HailDocument;
}

const createReading = (): Reading => {
  let header: SessionHeader | undefined;
  let stats: { readonly value: Stats; readonly kept: number; readonly after_events: number } | undefined;
  const events: Event[] = [];
  const kept: Omit<KeptLine, 'after_stats'>[] = [];
  const problems: HailProblem[] = [];
  const keep = (value: unknown, number: number, reason: string): void => {
    kept.push({ after_events: events.length, value });
    problems.push({ line: number, kind: 'unknown', kept: true, reason });
  };
  const take = (line: HailLine, number: number, unterminated: boolean): void => {
    if (line.kind === 'event') events.push(line.event);
    else if (line.kind === 'other') keep(line.value, number, line.reason);
    else if (line.kind === 'header' && header === undefined) header = line.header;
    else if (line.kind === 'header') keep({ type: 'header', ...line.header }, number, 'a second header');
    else if (line.kind === 'stats') {
      if (stats !== undefined) {
        const value = inWireOrder({ type: 'stats', ...stats.value }, ['type', ...keysOf(STATS)]);
        kept.splice(stats.kept, 0, { after_events: stats.after_events, value });
      }
      stats = { value: line.stats, kept: kept.length, after_events: events.length };
    } else {
      const kind = unterminated ? 'truncated' : 'broken';
      problems.push({ line: number, kind, kept: false, reason: line.reason });
    }
  };
  const finish = (): HailDocument => {
    if (header === undefined) throw invalid({ kind: 'broken', reason: 'the file is empty' });
    const behind = (entry: { after_events: number }, index: number): boolean =>
      stats !== undefined && index >= stats.kept && entry.after_events === events.length;
    return {
      session: { ...header, events, stats: stats?.value ?? computeStats(events) },
      kept: kept.map((entry, index) => ({ ...entry, after_stats: behind(entry, index) })),
      problems,
    };
  };
  return { take, finish };
};

/** The header of the whole-object form, of which `events` may have been taken out. @throws hail_invalid */
export const readWholeHeader = (value: unknown): SessionHeader => wholeHeader(value, NOTHING).header;

const NOTHING: HailLine = { kind: 'broken', reason: 'one object that is no session' };

const wholeHeader = (value: unknown, first: HailLine): HailLine & { readonly kind: 'header' } => {
  if (!isObject(value) || field(value, 'type') !== undefined) throw invalid(first);
  const header = toHeader(value);
  if ('reason' in header) throw invalid({ kind: 'other', value, reason: header.reason });
  return header;
};

const readWhole = (text: string, first: HailLine): HailDocument => {
  const value = parseWhole(text);
  const header = wholeHeader(value, first);
  const list = field(value, 'events');
  if (!Array.isArray(list)) throw invalid({ kind: 'other', value, reason: NO_LIST });
  const reading = createReading();
  reading.take(header, 0, false);
  for (const [index, item] of list.entries()) reading.take(readWholeEvent(item), index + 1, false);
  const stats = field(value, 'stats');
  const counts = isObject(stats) ? toStats(stats) : undefined;
  if (counts !== undefined && !('reason' in counts)) reading.take(counts, 0, false);
  return reading.finish();
};

const parseWhole = (text: string): unknown => {
  try {
    return parseLossless(text);
  } catch {
    return undefined;
  }
};

const NO_LIST = 'events is not a list';

/** One of the `events` of the whole-object form: an event, or what is kept as it is. */
export const readWholeEvent = (item: unknown): HailLine => {
  const event = isObject(item) ? toEvent(item) : { reason: 'not an object' };
  return 'reason' in event ? { kind: 'other', value: item, reason: event.reason } : event;
};

const invalid = (line: HailLine): OpenSessionError => {
  const found =
    line.kind === 'other' || line.kind === 'broken' ? line.reason : `the first line is of type ${line.kind}`;
  return new OpenSessionError('hail_invalid', `expected a HAIL session that begins with its header, found: ${found}`, {
    hint: 'opensession parse FILE',
  });
};
