import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import { openLog } from './open-log.ts';

/** Reads one session: its events, then what lies beside them. */
export function* readSession(reading: Reading): Generator<Event, SessionHead> {
  const log = openLog(reading);
  for (const line of reading.logs.lines(reading.source.path)) yield* log.push(line);
  const { events, head } = log.end();
  yield* events;
  return head;
}
