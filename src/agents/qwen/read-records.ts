import type { Tally } from '../../domain/coverage.ts';
import { isObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { LogLine } from '../log-reader.ts';
import { callAndResult, type Background } from './delegations.ts';
import type { IsDead } from './dead-lines.ts';
import { tell } from '../reading/record-fate.ts';
import { isWords, mapRecord, mayWait } from './map-record.ts';
import type { Talk } from './talk.ts';
import type { ToolCall } from './tool-call.ts';

export interface RecordLog {
  /** Index of the file in the session's sources. */
  readonly source: number;
  readonly tally: Tally;
  readonly isDead: IsDead;
  readonly background: (one: Background) => void;
}

/** Maps the records of one log, one by one; a call and its result stand together, where the call was made. */
export interface RecordMapper {
  /** To be taken before the next line: a background agent is told of before the events that follow. */
  push(line: LogLine): Iterable<Event>;
  /** The log has ended: what waited for more of it. */
  close(): Iterable<Event>;
  /** What `close` would give. Changes nothing; undefined: a background agent is to be read between. */
  rest(): readonly Event[] | undefined;
}

/** Bytes of records that may wait for a call's results. */
const MAX_HELD = 16 * 1024 * 1024;

export const openRecords = (log: RecordLog, talk: Talk): RecordMapper => {
  let number = 0;
  let dead = false;
  const settling = (background: RecordLog['background']): Settling => ({ calls: talk.batch, dead, background, talk });
  const settled = (): Iterable<Event> => {
    const events = settledEvents(settling(log.background));
    talk.batch = [];
    if (talk.called.size > 0) talk.called.clear();
    talk.held = 0;
    return events;
  };
  return {
    *push(line) {
      const record = line.json();
      if (isObject(record)) {
        if (!mayWait(record, talk) || talk.held > MAX_HELD) yield* settled();
        dead = log.isDead(number);
        const { events, fate } = mapRecord({ record, origin: originOf(line, log), dead }, talk);
        tell(fate, log.tally);
        yield* events;
      } else log.tally.broken(line.offset);
      number++;
    },
    close: settled,
    rest: () => {
      let isAlone = true;
      const scopes = talk.batch.flatMap(scopesOf).map(({ made }) => ({ made, count: made.count }));
      const events = [...settledEvents(settling(() => void (isAlone = false)))];
      for (const { made, count } of scopes) made.count = count;
      return isAlone ? events : undefined;
    },
  };
};

const originOf = (line: LogLine, log: RecordLog) => ({ source: log.source, offset: line.offset, length: line.length });

interface Settling {
  readonly calls: readonly ToolCall[];
  readonly dead: boolean;
  readonly background: RecordLog['background'];
  readonly talk: Talk;
}

/** What waited: all calls of an answer, in its order, each with its result. */
function* settledEvents({ calls, dead, background, talk }: Settling): Generator<Event> {
  for (const call of calls) {
    const events = callAndResult(call, { cwd: talk.facts.cwd, background });
    const [first] = events;
    if (!dead || (first !== undefined && !isWords(first))) yield* events;
  }
}

const scopesOf = ({ scope, result, inner }: ToolCall): readonly ToolCall['scope'][] => [
  scope,
  ...(result === undefined ? [] : [result.scope]),
  ...inner.flatMap(scopesOf),
];
