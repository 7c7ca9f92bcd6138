import { isSubagentEvent, subagentAttributes, withAttributes } from '../../domain/event-attributes.ts';
import { type Event, type EventType, textOf } from '../../domain/session.ts';
import type { Reading } from '../agent.ts';
import type { FileStat } from '../log-reader.ts';
import { buildEvent } from '../reading/build-event.ts';
import { costingItself } from '../reading/if-readable.ts';
import { interleave, type Strand } from '../reading/interleave.ts';
import { findThread } from './find-rollouts.ts';
import { readRollout, type RolloutRead } from './read-rollout.ts';
import type { RolloutHead } from './rollout-state.ts';
import { timeOfId } from './thread-id.ts';

/** One session with the sub-agents that it started, each put in by time. */
interface Family {
  readonly reading: Reading;
  readonly sources: string[];
  /** Rollouts that were found, each as it then was. */
  readonly opened: Map<string, FileStat | undefined>;
  /** Threads that were started, and from which rollout. */
  readonly spawned: { readonly id: string; readonly near: string }[];
}

export const openFamily = (reading: Reading): Family => {
  const { path } = reading.source;
  return { reading, sources: [path], opened: new Map([[path, undefined]]), spawned: [] };
};

/** Whether the rollouts of sub-agents are those that were found, as they were found. */
export const isAtRest = ({ reading: { source, logs }, opened, spawned }: Family): boolean =>
  spawned.every(({ id, near }) => opened.has(findThread(id, near, logs) ?? source.path)) &&
  [...opened].every(([path, stat]) => path === source.path || isSame(stat, logs.stat(path)));

const isSame = (one: FileStat | undefined, other: FileStat | undefined): boolean =>
  one?.size === other?.size && one?.mtime_ms === other?.mtime_ms;

const MAX_DEPTH = 8;
const NO_TURNS: ReadonlySet<string> = new Set();

export const mainThread = (path: string, head: RolloutHead): Thread => ({
  path,
  source: 0,
  prefix: '',
  depth: 0,
  parentTurns: NO_TURNS,
  head,
});

export interface Thread {
  readonly path: string;
  readonly source: number;
  readonly prefix: string;
  readonly depth: number;
  readonly parentTurns: ReadonlySet<string>;
  /** Filled while its log is read. */
  readonly head: RolloutHead;
}

/** A thread and what it starts. */
export function* readThread(family: Family, thread: Thread): Generator<Event, RolloutRead> {
  const strands: Strand[] = [];
  const { logs, tally } = family.reading;
  const { path, source, prefix, parentTurns, head } = thread;
  const onSpawned = spawning(family, thread, strands);
  return yield* interleave(readRollout({ path, source, logs, tally, prefix, parentTurns, head, onSpawned }), strands);
}

/** Hears of threads that a thread starts, and adds a strand for each that has a rollout of its own. */
export const spawning =
  (family: Family, thread: Thread, strands: Strand[]) =>
  (id: string, turns: ReadonlySet<string>): void => {
    if (thread.depth >= MAX_DEPTH) return;
    const { logs } = family.reading;
    const path = findThread(id, thread.path, logs);
    family.spawned.push({ id, near: thread.path });
    if (path === undefined || family.opened.has(path)) return;
    family.opened.set(path, logs.stat(path));
    strands.push({
      from: timeOfId(id) ?? '',
      open: () => readSubagent(family, { ...thread, path, parentTurns: turns }, id),
    });
  };

/** A sub-agent's events between the start and the end of its task. */
function* readSubagent(family: Family, parent: Thread, id: string): Generator<Event> {
  const head: RolloutHead = {};
  const source = family.sources.push(parent.path) - 1;
  const events = readThread(family, { ...parent, head, source, prefix: `${id}:`, depth: parent.depth + 1 });
  let last: Event | undefined;
  let count = 0;
  for (const event of costingItself(events, family.reading.tally)) {
    if (last === undefined) yield mark(event, id, { type: 'TaskStart', data: { title: titleOf(event, head) ?? id } });
    last = ofSubagent(event, id);
    count++;
    yield last;
  }
  const summary = head.lastAnswer ?? `${count} events`;
  if (last !== undefined) yield mark(last, id, { type: 'TaskEnd', data: { summary } });
}

/** First line of what it was asked, else its nickname. */
const titleOf = (first: Event, head: RolloutHead): string | undefined => {
  const asked = first.event_type.type === 'UserMessage' ? textOf(first).trim().split('\n', 1)[0] : undefined;
  return asked === undefined || asked === '' ? head.nickname : asked;
};

const ofSubagent = (event: Event, id: string): Event =>
  isSubagentEvent(event) ? event : { ...withAttributes(event, subagentAttributes(id)), task_id: event.task_id ?? id };

const mark = (beside: Event, id: string, type: EventType): Event =>
  buildEvent({
    id: `${id}:${type.type === 'TaskStart' ? 'start' : 'end'}`,
    at: beside.timestamp,
    type,
    attributes: subagentAttributes(id),
    task: id,
    origin: beside.origin,
  });
