import { type PlanItem, subagentAttributes } from '../../domain/event-attributes.ts';
import type { Event, Origin } from '../../domain/session.ts';
import { buildEvent, type Draft, eventId } from '../reading/build-event.ts';
import { createRecent, type Recent } from '../reading/recent.ts';

/** What is known of a session while its records are mapped, in order. */
export interface SessionScope {
  /** Set when the session is a sub-agent's: its events form a lane under this id. */
  readonly lane: string | undefined;
  /** Tools by the id of their call, for results that do not say what they are the result of. */
  readonly tools: Recent<{ readonly name: string; readonly input: unknown }>;
  /** The plan so far: a change may name only some of its items. */
  readonly todos: Map<string, PlanItem>;
  cwd: string | undefined;
  model: string | undefined;
  /** Of the last record that had a time. */
  at: string;
}

/** A result lies less far from its call than this. */
const REMEMBERED = 8192;

export const startScope = (at: string, more: { lane?: string; cwd: string | undefined }): SessionScope => ({
  lane: more.lane,
  tools: createRecent(REMEMBERED),
  todos: new Map(),
  cwd: more.cwd,
  model: undefined,
  at,
});

/** Makes the events of one record: ids count up within it. */
export interface RecordScope {
  event(draft: Omit<Draft, 'id' | 'at' | 'task' | 'origin'>): Event;
}

/** `at`: the record's own time, undefined where it has none: then that of the one before stands. */
export const openRecord = (
  scope: SessionScope,
  id: string,
  more: { readonly at: string | undefined; readonly origin?: Origin },
): RecordScope => {
  scope.at = more.at ?? scope.at;
  const { at, lane } = scope;
  const mark = lane === undefined ? {} : subagentAttributes(lane);
  let count = 0;
  return {
    event: (draft) => {
      const number = ++count;
      const own = lane === undefined ? eventId(id, number) : eventId(lane, id, number);
      const attributes = { ...draft.attributes, ...mark };
      return buildEvent({ ...draft, id: own, at, attributes, task: lane, origin: more.origin });
    },
  };
};
