import type { Reading } from '../agent.ts';
import { NO_TIME } from '../reading/log-time.ts';
import type { IsDead } from './dead-lines.ts';
import { type Lanes, openLane } from './lanes.ts';
import { openRecords, type RecordMapper } from './read-records.ts';
import { startTalk } from './talk.ts';

/** The session's own log, ready for its first line, and its background agents. */
export const openSession = (
  reading: Reading,
  isDead: IsDead,
): { readonly lanes: Lanes; readonly records: RecordMapper } => {
  const { source, tally } = reading;
  const talk = startTalk(NO_TIME, undefined);
  const lanes: Lanes = { reading, sources: [source.path], strands: [], talk, unclaimed: undefined };
  const records = openRecords({ source: 0, tally, isDead, background: (one) => openLane(one, lanes) }, talk);
  return { lanes, records };
};
