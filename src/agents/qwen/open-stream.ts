import type { OpenStream } from '../agent.ts';
import { openStrands } from '../reading/interleave.ts';
import { deadLines } from './dead-lines.ts';
import { headOf } from './head-of.ts';
import { type Lanes, logsBeside } from './lanes.ts';
import { openSession } from './open-session.ts';

/**
 * A record log as it grows, with background agents that are at rest: what one of them adds may belong between older
 * events. A rewind takes back what came before it: the log is then read anew.
 */
export const openStream: OpenStream = (reading) => {
  const { source, logs } = reading;
  if (!source.path.endsWith('.jsonl')) return undefined;
  const dead = deadLines(source.path, logs);
  const { lanes, records } = openSession(reading, dead.isDead);
  const strands = openStrands(lanes.strands);
  let isAsItWas = true;
  let session = lanes.talk.facts.session;
  let beside = stampOf(lanes);
  return {
    *push(line) {
      isAsItWas &&= dead.isKnown(line);
      for (const event of records.push(line)) {
        if (strands.isDue()) yield* strands.upTo(event.timestamp);
        yield event;
      }
      // the folder of its background agents is named after it
      if (lanes.talk.facts.session !== session) beside = stampOf(lanes);
      session = lanes.talk.facts.session;
    },
    end: () => {
      const events = strands.isDue() || (lanes.unclaimed ?? logsBeside(lanes)).size > 0 ? undefined : records.rest();
      return events === undefined ? undefined : { events, head: headOf(lanes.talk, source, lanes.sources) };
    },
    holds: () => isAsItWas && stampOf(lanes) === beside,
    close: () => strands.close(),
  };
};

const stampOf = (lanes: Lanes): string => {
  const files = [...logsBeside(lanes).values()];
  return JSON.stringify(files.map((file) => [file, lanes.reading.logs.stat(file)]));
};
