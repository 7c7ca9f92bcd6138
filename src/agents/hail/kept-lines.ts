import type { KeptLine } from '../../domain/hail/read.ts';
import type { ReadKept, Reading } from '../agent.ts';
import { keptOfWhole } from './read-whole.ts';
import { isWhole, sessionLines } from './session-lines.ts';

/** The lines that this version does not know, in their order. Of those behind a session in the one object there are none. */
export const keptLines: ReadKept = (source, logs) => {
  const reading = { source, logs };
  return isWhole(reading) ? keptOfWhole(reading) : keptOfLines(reading);
};

function* keptOfLines(reading: Pick<Reading, 'source' | 'logs'>): Generator<KeptLine> {
  let after_events = 0;
  let after_stats = false;
  for (const { parsed } of sessionLines(reading)) {
    if (parsed.kind === 'event') after_events++;
    // a second line of counts would make what stands between the two stand behind neither
    if (parsed.kind === 'event') after_stats = false;
    if (parsed.kind === 'stats') after_stats = true;
    if (parsed.kind === 'other') yield { after_events, after_stats, value: parsed.value };
  }
}
