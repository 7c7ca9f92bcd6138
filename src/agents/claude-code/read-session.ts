import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { interleave, type Strand } from '../reading/interleave.ts';
import { baseName } from '../reading/join-path.ts';
import { NO_TIME } from '../reading/log-time.ts';
import { headOf } from './head-of.ts';
import { createLane } from './lane.ts';
import { mainFile, startTime } from './main-file.ts';
import { queuedPrompt } from './map-queue.ts';
import { readLane } from './read-lane.ts';
import type { SessionState } from './record.ts';
import { createState } from './session-state.ts';
import { isAgentFile, sideFiles, type SideFile } from './side-files.ts';

export function* readSession({ source, logs, tally }: Reading): Generator<Event, SessionHead> {
  const { path } = source;
  const state = createState(tally);
  const sides = isAgentFile(baseName(path)) ? [] : sideFiles(path, logs);
  yield* interleave(mainEvents(path, logs, state), strandsOf(sides, logs, state));
  return headOf(path, state, sides);
}

function* mainEvents(path: string, logs: LogReader, state: SessionState): Generator<Event, void> {
  yield* readLane(logs, mainFile(path, startTime(path, logs)), state);
  for (const queued of state.queue.rest()) yield queuedPrompt(queued);
}

const strandsOf = (sides: readonly SideFile[], logs: LogReader, state: SessionState): Strand[] =>
  sides.map(({ path, agentId, from, title }, index) => {
    const task = state.tasks.claim(agentId);
    const lane = createLane(task, index + 1, from === '' ? NO_TIME : from);
    return { from, open: () => readLane(logs, { path, lane, prefix: `${task}:`, title }, state) };
  });
