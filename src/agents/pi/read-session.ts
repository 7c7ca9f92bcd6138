import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import { activePath } from './active-path.ts';
import { openLog } from './open-log.ts';

/** Reads one session: the path from its last entry to the root. */
export function* readSession(reading: Reading): Generator<Event, SessionHead> {
  const { source, logs } = reading;
  const log = openLog(reading, activePath(source.path, logs));
  for (const line of logs.lines(source.path)) yield* log.push(line);
  return log.head();
}
