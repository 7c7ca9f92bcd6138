import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { interleave } from '../reading/interleave.ts';
import { headOf } from './head-of.ts';
import { mainFile, startTime } from './main-file.ts';
import { queuedPrompt } from './map-queue.ts';
import { readLane } from './read-lane.ts';
import type { SessionState } from './record.ts';
import { createState } from './session-state.ts';
import { sidesOf, strandsOf } from './sub-agents.ts';

export function* readSession({ source, logs, tally }: Reading): Generator<Event, SessionHead> {
  const { path } = source;
  const state = createState(tally);
  const sides = sidesOf(path, logs);
  yield* interleave(mainEvents(path, logs, state), strandsOf(sides, logs, state));
  return headOf(path, state, sides);
}

function* mainEvents(path: string, logs: LogReader, state: SessionState): Generator<Event, void> {
  yield* readLane(logs, mainFile(path, startTime(path, logs)), state);
  for (const queued of state.queue.rest()) yield queuedPrompt(queued);
}
