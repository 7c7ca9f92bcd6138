import type { Tally } from '../../domain/coverage.ts';
import type { Event } from '../../domain/session.ts';
import type { LogReader } from '../log-reader.ts';
import { createCopiedStart, turnOf } from './copied-start.ts';
import { flushHeld } from './read-message.ts';
import { readRecords } from './read-records.ts';
import { nameOf, readRecord } from './read-record.ts';
import { closeCalls, emitResult } from './read-result.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { createState, forkToEnd, type RolloutHead, type RolloutState } from './rollout-state.ts';
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
  const mapper = openRollout(reading);
  for (const record of readRecords({ ...reading, isSettled: mapper.isSettled })) {
    const events = mapper.push(record);
    if (events.length > 0) for (const event of events) yield event;
  }
  const end = mapper.end();
  Object.assign(reading.head, end.head);
  yield* end.events;
  return { model: mapper.model() };
}

/** Maps the records of one rollout, one by one. */
export interface RolloutMapper {
  push(record: RolloutRecord): readonly Event[];
  /** What comes last if no record follows, and what is then known of the session. Changes nothing. */
  end(): { readonly events: readonly Event[]; readonly head: RolloutHead };
  model(): string | undefined;
  /** Whether the result of a call is known. */
  readonly isSettled: (call: string) => boolean;
}

export const openRollout = (
  reading: Pick<RolloutReading, 'tally' | 'prefix' | 'head' | 'parentTurns' | 'onSpawned'>,
): RolloutMapper => {
  const state = createState(reading);
  const isCopied = createCopiedStart(reading.parentTurns);
  const turns = new Set<string>();
  let last: RolloutRecord | undefined;
  let copying = false;
  const push = (record: RolloutRecord): readonly Event[] => {
    last = record;
    copying = state.head.parent !== undefined && isCopied(record, state.head.id);
    if (copying) {
      followTotals(state, record);
      reading.tally.ignored(nameOf(record, undefined), 'copied from the session that started this one');
      return NONE;
    }
    const turn = turnOf(record);
    if (turn !== undefined && turns.size < MAX_TURNS) turns.add(turn);
    readRecord(state, record);
    if (state.spawned.length > 0) for (const thread of state.spawned.splice(0)) reading.onSpawned(thread, turns);
    return state.out.length > 0 ? take(state) : NONE;
  };
  return {
    push,
    end: () => endOf(state, last),
    model: () => state.model,
    isSettled: (call) => !copying && state.settled.get(call) === true,
  };
};

const NONE: readonly Event[] = [];
const MAX_TURNS = 100_000;

const take = (state: RolloutState): readonly Event[] => {
  const { out } = state;
  state.out = [];
  return out;
};

/** Prompts that wait for a twin, and calls that no record settled: of a copy of the state, which may go on. */
const endOf = (live: RolloutState, last: RolloutRecord | undefined): ReturnType<RolloutMapper['end']> => {
  const state = forkToEnd(live);
  if (last !== undefined) close(state, { ...last, at: state.now, kind: 'end' });
  return { events: state.out, head: state.head };
};

const close = (state: RolloutState, end: RolloutRecord): void => {
  flushHeld(state);
  closeCalls(state, end);
  for (const [id, call] of state.calls) {
    // a process that the log leaves running has no exit status
    if (call.running) emitResult(state, end, { id, name: call.name, output: { text: call.printed }, background: true });
  }
};
