import type { Tally } from '../../domain/coverage.ts';
import type { Event } from '../../domain/session.ts';
import type { LogReader } from '../log-reader.ts';
import { createCopiedStart, turnOf } from './copied-start.ts';
import { flushHeld } from './read-message.ts';
import { readRecords } from './read-records.ts';
import { nameOf, readRecord } from './read-record.ts';
import { closePatches, emitResult } from './read-result.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { createState, type RolloutHead, type RolloutState } from './rollout-state.ts';
import { followTotals } from './tokens.ts';

/** What reading one rollout needs. */
export interface RolloutReading {
  readonly path: string;
  /** Index of the file in the session's sources. */
  readonly source: number;
  readonly logs: LogReader;
  readonly tally: Tally;
  /** Prefix of its event ids. */
  readonly prefix: string;
  /** Filled as its records come. */
  readonly head: RolloutHead;
  /** Turns of the session that started this one. */
  readonly parentTurns: ReadonlySet<string>;
  /** Hears of a thread that this one started, before the events that follow. */
  readonly onSpawned: (thread: string, turns: ReadonlySet<string>) => void;
}

/** What reading one rollout leaves. */
export interface RolloutRead {
  readonly model: string | undefined;
}

/** The events of one rollout, without those of its sub-agents. Memory does not grow with the log. */
export function* readRollout(reading: RolloutReading): Generator<Event, RolloutRead> {
  const state = createState(reading);
  const isCopied = createCopiedStart(reading.parentTurns);
  const turns = new Set<string>();
  let last: RolloutRecord | undefined;
  let copying = false;
  const isSettled = (call: string): boolean => !copying && state.settled.get(call) === true;
  for (const record of readRecords({ ...reading, isSettled })) {
    last = record;
    copying = state.head.parent !== undefined && isCopied(record, state.head.id);
    if (copying) {
      followTotals(state, record);
      reading.tally.ignored(nameOf(record, undefined), 'copied from the session that started this one');
      continue;
    }
    const turn = turnOf(record);
    if (turn !== undefined && turns.size < MAX_TURNS) turns.add(turn);
    readRecord(state, record);
    if (state.spawned.length > 0) for (const thread of state.spawned.splice(0)) reading.onSpawned(thread, turns);
    if (state.out.length > 0) for (const event of take(state)) yield event;
  }
  if (last !== undefined) close(state, last);
  yield* take(state);
  return { model: state.model };
}

const MAX_TURNS = 100_000;

const take = (state: RolloutState): readonly Event[] => {
  const { out } = state;
  state.out = [];
  return out;
};

/** At the end: prompts that wait for a twin, and calls that no record settled. */
const close = (state: RolloutState, last: RolloutRecord): void => {
  flushHeld(state);
  const end: RolloutRecord = { ...last, at: state.now, kind: 'end' };
  closePatches(state, end);
  for (const [id, call] of state.calls) {
    // a process that the log leaves running has no exit status
    if (call.running) emitResult(state, end, { id, name: call.name, output: { text: call.printed }, background: true });
  }
};
