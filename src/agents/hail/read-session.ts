import type { HailLine } from '../../domain/hail/line.ts';
import type { Event, SessionHeader } from '../../domain/session.ts';
import type { Reading, ReadLog, SessionHead } from '../agent.ts';
import type { LogLine } from '../log-reader.ts';
import { withUniqueIds } from '../reading/unique-ids.ts';
import { headOf, unknownHead } from './head-of.ts';
import { readWhole } from './read-whole.ts';
import { isWhole, sessionLines } from './session-lines.ts';

/** Reads a session line by line; the whole-object form, whose first line is no header, at once. */
export const readSession: ReadLog = (reading) => withUniqueIds(eventsOf(reading));

function* eventsOf(reading: Reading): Generator<Event, SessionHead> {
  return isWhole(reading) ? yield* readWhole(reading) : yield* readLines(reading);
}

function* readLines(reading: Reading): Generator<Event, SessionHead> {
  const { source, tally } = reading;
  let header: SessionHeader | undefined;
  for (const { line, parsed } of sessionLines(reading)) {
    if (parsed.kind === 'event') {
      if (parsed.event.event_type.type === 'Unknown') tally.unknown(`event/${tagOf(parsed.event.event_type.raw)}`);
      else tally.understood();
      const origin = { source: 0, offset: line.offset, length: line.length };
      yield { ...parsed.event, origin };
    } else if (parsed.kind === 'header') {
      header = parsed.header;
      tally.understood();
    } else tell(parsed, line, tally);
  }
  return header === undefined ? unknownHead(source.path) : headOf(header, source.path);
}

const tell = (parsed: HailLine, line: LogLine, tally: Reading['tally']): void => {
  if (parsed.kind === 'stats') tally.ignored('stats', 'counted anew from the events');
  else if (parsed.kind === 'other') tally.unknown(`line: ${parsed.reason}`);
  else tally.broken(line.offset);
};

const tagOf = (raw: unknown): string =>
  typeof raw === 'object' && raw !== null && 'type' in raw && typeof raw.type === 'string' ? raw.type : '';
