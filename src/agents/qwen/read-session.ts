import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import { interleave } from '../reading/interleave.ts';
import { isDocument } from '../reading/is-document.ts';
import { deadLines } from './dead-lines.ts';
import { headOf } from './head-of.ts';
import { type Lanes, logsOf, openLane } from './lanes.ts';
import { openSession } from './open-session.ts';
import { readDocument } from './read-document.ts';
import type { RecordMapper } from './read-records.ts';

/** Reads one session: a record log (`.jsonl`) with its background agents' logs put between, or a document (until 0.3). */
export function* readSession(reading: Reading): Generator<Event, SessionHead> {
  const { source, logs } = reading;
  if (isDocument(source.path)) return yield* readDocument(reading);
  const { lanes, records } = openSession(reading, deadLines(source.path, logs).isDead);
  yield* interleave(mainEvents(records, lanes), lanes.strands);
  return headOf(lanes.talk, source, lanes.sources);
}

function* mainEvents(records: RecordMapper, lanes: Lanes): Generator<Event, void> {
  const { source, logs } = lanes.reading;
  for (const line of logs.lines(source.path)) yield* records.push(line);
  yield* records.close();
  for (const agent of logsOf(lanes).keys()) openLane({ agent, lane: agent, from: lanes.talk.at }, lanes);
}
