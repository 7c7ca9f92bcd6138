import { asText, at, field, isObject } from '../../domain/json.ts';
import type { Tally } from '../../domain/coverage.ts';
import type { LogLine, LogReader } from '../log-reader.ts';
import { isDocument } from '../reading/is-document.ts';
import { EMPTY_LIST } from '../reading/lists.ts';
import { asTime } from '../reading/log-time.ts';
import { parseJson } from '../reading/parse-json.ts';
import { type RolloutRecord, toRecord } from './rollout-record.ts';

export interface LinePlace {
  /** Index of this file in the session's sources. */
  readonly source: number;
  readonly tally: Tally;
  /** Whether the result of a call is known. */
  readonly isSettled: (call: string) => boolean;
}

interface Place extends LinePlace {
  readonly path: string;
  readonly logs: LogReader;
}

/**
 * The records of one rollout in order: `.jsonl` (also compressed) line by line, the `.json` documents of early 2025
 * (`{session, items}`) item by item. What is no record is tallied here; every record given out is tallied by the caller.
 */
export function* readRecords(place: Place): Generator<RolloutRecord> {
  if (isDocument(place.path)) {
    yield* documentRecords(place);
    return;
  }
  for (const line of place.logs.lines(place.path)) for (const record of lineRecords(line, place)) yield record;
}

/** The records of one line: mostly one. */
export const lineRecords = (line: LogLine, place: LinePlace): readonly RolloutRecord[] => {
  if (line.length > LONG && isWholeRepeat(line, place)) return [];
  const value = line.json();
  if (value === undefined) return [...tornRecords(line, place)];
  const record = known(value, line, place);
  return record === undefined ? [] : [record];
};

const known = (
  value: unknown,
  span: Pick<LogLine, 'offset' | 'length'>,
  place: LinePlace,
): RolloutRecord | undefined => {
  const record = toRecord(value, { source: place.source, offset: span.offset, length: span.length });
  if (record === undefined) {
    place.tally.unknown(isObject(value) ? `type:${asText(field(value, 'type')) ?? ''}` : 'no object');
  }
  return record;
};

/** Shorter lines are parsed sooner than looked at. */
const LONG = 2048;
const OUTPUT_HEAD =
  /^\{"timestamp":"[^"]*",(?:"ordinal":\d+,)?"type":"response_item","payload":\{"type":"((?:function|custom_tool)_call_output)",(?:"id":"[^"]*",)?"call_id":"([^"\\]*)"/;

/** A result that was told before is told by its first bytes: its body, often the longest of a log, is not parsed. */
const isWholeRepeat = (line: LogLine, place: LinePlace): boolean => {
  const head = OUTPUT_HEAD.exec(line.head(320));
  if (head === null || !place.isSettled(head[2] ?? '')) return false;
  const text = line.text();
  if (!text.endsWith('}}') || text.includes(SEAM)) return false;
  place.tally.ignored(`response_item/${head[1] ?? ''}`, 'repeats the result of its call');
  return true;
};

/** Where a process died before its line end and the next one wrote on (seen in 0.118). */
const SEAM = '}{"timestamp"';
const MAX_TORN = 8 * 1024 * 1024;
const MAX_PIECES = 64;

/** A line that is no JSON may hold several records; each piece that parses counts, each other one is broken. */
function* tornRecords(line: LogLine, place: LinePlace): Generator<RolloutRecord> {
  if (line.length > MAX_TORN) {
    place.tally.broken(line.offset);
    return;
  }
  let offset = line.offset;
  for (const piece of pieces(line.text())) {
    const length = new TextEncoder().encode(piece).length;
    const value = parseJson(piece);
    if (value === undefined) place.tally.broken(offset);
    else {
      const record = known(value, { offset, length }, place);
      if (record !== undefined) yield record;
    }
    offset += length;
  }
}

const pieces = (text: string): readonly string[] => {
  const found: string[] = [];
  let from = 0;
  for (let seam = text.indexOf(SEAM); seam !== -1 && found.length < MAX_PIECES; seam = text.indexOf(SEAM, from)) {
    found.push(text.slice(from, seam + 1));
    from = seam + 1;
  }
  return [...found, text.slice(from)];
};

function* documentRecords(place: Place): Generator<RolloutRecord> {
  const { rest, lists } = place.logs.document(place.path, [['items']]);
  const origin = { source: place.source, offset: 0, length: place.logs.stat(place.path)?.size ?? 0 };
  const session = field(rest, 'session');
  const time = asTime(at(rest, 'session', 'timestamp'));
  if (isObject(session)) yield { type: 'session_meta', kind: '', payload: session, at: time, origin };
  else place.tally.unknown('document without session');
  const items = lists[0] ?? EMPTY_LIST;
  let number = 0;
  for (const item of items) {
    const record = item === undefined ? place.tally.broken(items.offsetOf(number)) : known(item, origin, place);
    number++;
    if (record !== undefined) yield record;
  }
}
