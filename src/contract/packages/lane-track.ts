/** One package for each sub-agent: its events are a lane of their own, whatever is done beside it. */
import { ATTR, stringAttribute } from '../../domain/event-attributes.ts';
import { type Event, textOf } from '../../domain/session.ts';
import type { Seen } from '../facts.ts';
import { seenAt } from '../fold.ts';
import { keepText } from '../keep-text.ts';
import { isAborted } from '../narrative/aborted.ts';
import { isWork } from '../turn.ts';
import { createTrack, type PackageTrack } from './package-track.ts';

export interface LaneTrack {
  /** Takes the event when it is a sub-agent's. */
  take(event: Event, index: number): void;
  /** Whose event it was. */
  ownerOf(index: number): PackageTrack | undefined;
  done(): { readonly tracks: readonly PackageTrack[]; readonly left_out: number };
}

interface Lane {
  readonly track: PackageTrack;
  titled: boolean;
  answered: Seen | null;
}

interface State {
  readonly lanes: Map<string, Lane>;
  readonly byTask: Map<string, Lane>;
  readonly owners: Map<number, PackageTrack>;
  left_out: number;
}

const MOST_LANES = 1000;
const MOST_OWNED = 100_000;

export const createLaneTrack = (): LaneTrack => {
  const state: State = { lanes: new Map(), byTask: new Map(), owners: new Map(), left_out: 0 };
  return {
    take: (event, index) => {
      const lane = laneOf(state, event);
      if (lane !== undefined) step(state, lane, { event, index });
    },
    ownerOf: (index) => state.owners.get(index),
    done: () => ({ tracks: [...state.lanes.values()].map(finished), left_out: state.left_out }),
  };
};

const laneOf = (state: State, event: Event): Lane | undefined => {
  const id = stringAttribute(event, ATTR.subagentId);
  // the start and the end of a task may stand in the session's own lane and name the task alone
  if (id === undefined) return isTask(event) ? state.byTask.get(event.task_id ?? '') : undefined;
  const known = state.lanes.get(id);
  if (known === undefined && state.lanes.size >= MOST_LANES) {
    if (event.event_type.type === 'TaskStart') state.left_out++;
    return undefined;
  }
  const lane = known ?? {
    track: createTrack(`subagent-${state.lanes.size + 1}`, 'subagent', 'Sub-agent'),
    titled: false,
    answered: null,
  };
  state.lanes.set(id, lane);
  if (event.task_id !== undefined) state.byTask.set(event.task_id, lane);
  return lane;
};

const isTask = (event: Event): boolean => event.event_type.type === 'TaskStart' || event.event_type.type === 'TaskEnd';

interface Place {
  readonly event: Event;
  readonly index: number;
}

const step = (state: State, lane: Lane, { event, index }: Place): void => {
  const { track } = lane;
  const type = event.event_type;
  track.first ??= seenAt(event, index);
  if (track.status === 'pending') track.status = 'unknown';
  if (type.type === 'TaskStart') name(lane, type.data.title, true);
  else if (type.type === 'TaskEnd') end(track, type.data.summary, seenAt(event, index));
  else if (type.type === 'UserMessage') name(lane, textOf(event), false);
  else if (type.type === 'AgentMessage') speak(lane, textOf(event), seenAt(event, index));
  else if (isAborted(event)) track.status = 'cancelled';
  else if (isWork(event)) {
    lane.answered = null;
    if (state.owners.size < MOST_OWNED) state.owners.set(index, track);
    if (type.type === 'ShellCommand') track.commands.push(keepText(type.data.command));
  }
};

/** A title is better than the prompt that the sub-agent got. */
const name = (lane: Lane, text: string | undefined, isTitle: boolean): void => {
  const title = keepText(text ?? '');
  if (title === '' || (lane.titled && !isTitle)) return;
  lane.track.title = title;
  lane.titled = true;
};

const speak = (lane: Lane, text: string, seen: Seen): void => {
  const said = keepText(text);
  if (said === '') return;
  lane.answered = seen;
  // what the task says at its end stands
  if (lane.track.status !== 'completed') lane.track.outcome = said;
};

const end = (track: PackageTrack, summary: string | undefined, seen: Seen): void => {
  track.status = 'completed';
  track.completed = seen;
  const said = keepText(summary ?? '');
  if (said !== '') track.outcome = said;
};

/** A sub-agent whose last event is its answer is done, although no record says so. */
const finished = ({ track, answered }: Lane): PackageTrack => {
  if (track.status !== 'unknown') return track;
  if (answered === null) track.outcome = undefined;
  else {
    track.status = 'completed';
    track.completed = answered;
  }
  return track;
};
