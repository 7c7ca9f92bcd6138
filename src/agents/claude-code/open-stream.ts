import type { OpenStream } from '../agent.ts';
import { baseName } from '../reading/join-path.ts';
import { headOf } from './head-of.ts';
import { lastEvents } from './lane.ts';
import { mainFile, startTime } from './main-file.ts';
import { queuedPrompt } from './map-queue.ts';
import { openLane } from './read-lane.ts';
import { createState } from './session-state.ts';
import { isAgentFile, sideFiles } from './side-files.ts';

/** A session as its log grows, as long as no sub-agent of it has a log of its own: those are put in by time. */
export const openStream: OpenStream = ({ source, logs, tally }) => {
  const { path } = source;
  const isOne = (): boolean => isAgentFile(baseName(path)) || sideFiles(path, logs).length === 0;
  if (!path.endsWith('.jsonl') || !isOne()) return undefined;
  const state = createState(tally);
  const start = startTime(path, logs);
  const lane = openLane(mainFile(path, start), state);
  return {
    push: (line) => lane.push(line),
    end: () => ({
      events: [...lastEvents(lane.lanes()), ...state.queue.rest().map(queuedPrompt)],
      head: headOf(path, state, []),
    }),
    holds: () => isOne() && (start !== undefined || startTime(path, logs) === undefined),
  };
};
