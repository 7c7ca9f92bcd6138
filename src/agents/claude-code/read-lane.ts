import { asArray, asText, at as path, field, isObject, type JsonObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { LogLine, LogReader } from '../log-reader.ts';
import { asTime } from '../reading/log-time.ts';
import { noteEnvelope, noteTime } from './facts.ts';
import { createInlineSidechains, type InlineSidechains } from './inline-sidechains.ts';
import { endLane, startTask } from './lane.ts';
import { mapRecord } from './map-record.ts';
import { UNDERSTOOD, type At, type Lane, type SessionState } from './record.ts';

export interface LaneFile {
  readonly path: string;
  readonly lane: Lane;
  /** Before each event id, so that ids of different files differ. */
  readonly prefix: string;
  /** Records that are marked as a sub-agent's are the lane's own all the same. */
  readonly alone?: boolean;
  /** Title of a sub-agent, where the file beside its log tells it. */
  readonly title?: string | undefined;
}

/** Reads one file: the session's own (a lane without a task), or a sub-agent's. */
export function* readLane(logs: LogReader, file: LaneFile, state: SessionState): Generator<Event, void> {
  const mapper = openLane(file, state);
  for (const line of logs.lines(file.path)) for (const event of mapper.push(line)) yield event;
  yield* mapper.lanes().flatMap(endLane);
}

/** Maps the lines of one file, one by one. */
export interface LaneMapper {
  push(line: LogLine): readonly Event[];
  /** Those that have not ended, in the order in which they would. */
  lanes(): readonly Lane[];
}

export const openLane = (file: LaneFile, state: SessionState): LaneMapper => {
  const sidechains =
    file.lane.task === null && file.alone !== true ? createInlineSidechains(file.lane, state) : undefined;
  const reading = { state, sidechains };
  return {
    push: (line) => {
      const at = openRecord(line, file, reading);
      if (at === undefined) return NONE;
      settle(at, mapRecord(at));
      return at.out;
    },
    lanes: () => [...(sidechains?.open() ?? []), file.lane],
  };
};

const NONE: readonly Event[] = [];

interface Reading {
  readonly state: SessionState;
  readonly sidechains: InlineSidechains | undefined;
}

/** Undefined for what is not mapped: it was counted here. */
const openRecord = (line: LogLine, file: LaneFile, reading: Reading): At | undefined => {
  const { state, sidechains } = reading;
  const record = recordOf(line, state);
  if (record === undefined) return undefined;
  const uuid = field(record, 'uuid');
  const id = file.prefix + (typeof uuid === 'string' && /^[\w-]{1,64}$/.test(uuid) ? uuid : `@${line.offset}`);
  const inline = sidechains !== undefined && field(record, 'isSidechain') === true;
  const lane = inline ? sidechains.laneOf(record, id) : file.lane;
  const time = timeOf(record, lane, state);
  if (lane.task === null) noteEnvelope(state.facts, record);
  const origin = { source: lane.source, offset: line.offset, length: line.length };
  const at: At = { state, lane, record, origin, id, time, out: [] };
  begin(at, file, sidechains);
  return at;
};

const recordOf = (line: LogLine, { tally, seen }: SessionState): JsonObject | undefined => {
  const record = line.json();
  const uuid = field(record, 'uuid');
  if (record === undefined) tally.broken(line.offset);
  else if (!isObject(record)) tally.unknown('(not an object)');
  // resumed and forked sessions hold the history of the other one, with its uuids
  else if (typeof uuid === 'string' && seen.has(uuid))
    tally.ignored('copied history', 'a record with this uuid came before');
  else return record;
  return undefined;
};

const timeOf = (record: JsonObject, lane: Lane, { facts }: SessionState): string => {
  const time = asTime(field(record, 'timestamp'));
  if (time === undefined) return lane.time;
  noteTime(facts, time);
  return (lane.time = time);
};

/** Starts and ends of sub-agents that come with this record. */
const begin = (at: At, file: LaneFile, sidechains: InlineSidechains | undefined): void => {
  const { task } = at.lane;
  if (task !== null && at.lane.began === null) {
    const delegation = startTask(at, task, file.title);
    if (delegation?.callId !== undefined) sidechains?.link(at.lane, delegation.callId);
  }
  if (task !== null || sidechains?.isWaiting() !== true || field(at.record, 'type') !== 'user') return;
  for (const block of asArray(path(at.record, 'message', 'content'))) {
    const callId = asText(field(block, 'tool_use_id'));
    if (callId !== undefined) at.out.push(...sidechains.ended(callId));
  }
};

const settle = (at: At, fate: ReturnType<typeof mapRecord>): void => {
  const { tally, seen } = at.state;
  const uuid = field(at.record, 'uuid');
  const isUnknown = fate !== UNDERSTOOD && fate.reason === undefined;
  // of a record that is not understood a part may be told, once
  if (typeof uuid === 'string' && (!isUnknown || at.out.length > 0)) seen.add(uuid);
  if (fate === UNDERSTOOD) tally.understood();
  else if (fate.reason === undefined) tally.unknown(fate.type);
  else tally.ignored(fate.type, fate.reason);
};
