import type { Tally } from '../../domain/coverage.ts';
import { isObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { LogLine, LogReader } from '../log-reader.ts';
import { callAndResult, type Background } from './delegations.ts';
import type { IsDead } from './dead-lines.ts';
import type { Fate } from './fate.ts';
import { isWords, mapRecord, mayWait } from './map-record.ts';
import type { Talk } from './talk.ts';

export interface RecordLog {
  readonly path: string;
  /** Index of the file in the session's sources. */
  readonly source: number;
  readonly logs: LogReader;
  readonly tally: Tally;
  readonly isDead: IsDead;
  readonly background: (one: Background) => void;
}

/** Bytes of records that may wait for a call's results. */
const MAX_HELD = 32 * 1024 * 1024;

/** The events of a log's records, in order; a call and its result stand together, where the call was made. */
export function* readRecords(log: RecordLog, talk: Talk): Generator<Event, void> {
  let number = 0;
  let dead = false;
  for (const line of log.logs.lines(log.path)) {
    const record = line.json();
    if (isObject(record)) {
      if (!mayWait(record, talk) || talk.held > MAX_HELD) yield* settled(log, talk, dead);
      dead = log.isDead(number);
      const { events, fate } = mapRecord({ record, origin: originOf(line, log), dead }, talk);
      tallied(fate, log.tally);
      yield* events;
    } else log.tally.broken(line.offset);
    number++;
  }
  yield* settled(log, talk, dead);
}

const originOf = (line: LogLine, log: RecordLog) => ({ source: log.source, offset: line.offset, length: line.length });

const tallied = (fate: Fate, tally: Tally): void => {
  if (fate.kind === 'understood') tally.understood();
  else if (fate.kind === 'ignored') tally.ignored(fate.type, fate.reason);
  else tally.unknown(fate.type);
};

/** What waited: all calls of an answer, in its order, each with its result. */
function* settled(log: RecordLog, talk: Talk, dead: boolean): Generator<Event> {
  const calls = talk.batch;
  talk.batch = [];
  talk.held = 0;
  for (const call of calls) {
    const events = callAndResult(call, { cwd: talk.facts.cwd, background: log.background });
    const [first] = events;
    if (!dead || (first !== undefined && !isWords(first))) yield* events;
  }
}
