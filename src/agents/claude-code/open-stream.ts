import type { OpenStream } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { openStrands, withStrands } from '../reading/interleave.ts';
import { headOf } from './head-of.ts';
import { lastEvents } from './lane.ts';
import { mainFile, startTime } from './main-file.ts';
import { queuedPrompt } from './map-queue.ts';
import { openLane } from './read-lane.ts';
import { createState } from './session-state.ts';
import type { SideFile } from './side-files.ts';
import { sidesOf, strandsOf } from './sub-agents.ts';

/** A session as its log grows, with sub-agents that are at rest: what one of them adds may belong between older events. */
export const openStream: OpenStream = ({ source, logs, tally }) => {
  const { path } = source;
  if (!path.endsWith('.jsonl')) return undefined;
  const state = createState(tally);
  const sides = sidesOf(path, logs);
  const beside = stampOf(sides, logs);
  const start = startTime(path, logs);
  const strands = openStrands(strandsOf(sides, logs, state));
  const lane = openLane(mainFile(path, start), state);
  return {
    push: (line) => withStrands(lane.push(line), strands),
    end: () =>
      strands.isDue()
        ? undefined
        : {
            events: [...lastEvents(lane.lanes()), ...state.queue.rest().map(queuedPrompt)],
            head: headOf(path, state, sides),
          },
    holds: () =>
      stampOf(sidesOf(path, logs), logs) === beside && (start !== undefined || startTime(path, logs) === undefined),
    close: () => strands.close(),
  };
};

const stampOf = (sides: readonly SideFile[], logs: LogReader): string =>
  JSON.stringify(sides.map((side) => [side, logs.stat(side.path)]));
