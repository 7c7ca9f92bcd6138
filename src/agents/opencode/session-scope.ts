import { subagentAttributes } from '../../domain/event-attributes.ts';
import type { Event } from '../../domain/session.ts';
import { buildEvent, type Draft, eventId } from '../reading/build-event.ts';
import { timeOfMillis } from '../reading/log-time.ts';
import type { SessionInfo } from './store.ts';
import type { ToolUse } from './tool-use.ts';

/** What is known of a session while its records are mapped, in order. */
export interface SessionScope {
  readonly info: SessionInfo;
  /** Set when the session is a sub-agent's: its events form a lane under this id. */
  readonly lane: string | undefined;
  /** Uses of `task` in the record that is being mapped, by call id: their lanes open behind the call. */
  readonly delegated: Map<string, ToolUse>;
  cwd: string | undefined;
  model: string | undefined;
  provider: string | undefined;
  /** Of the last record that had one. */
  at: string;
}

type Parts = Omit<Draft, 'id' | 'at' | 'task' | 'origin'>;

/** Makes the events of one record: ids count up within it. */
export interface RecordScope {
  /** `when` is in milliseconds since the epoch; the record's own time where it says nothing. */
  event(draft: Parts, when?: unknown): Event;
}

export const openRecord = (scope: SessionScope, id: string, created: unknown): RecordScope => {
  scope.at = timeOfMillis(created) ?? scope.at;
  const lane = scope.lane === undefined ? {} : subagentAttributes(scope.lane);
  let count = 0;
  return {
    event: (draft, when) => {
      const number = ++count;
      const own = scope.lane === undefined ? eventId(id, number) : eventId(scope.lane, id, number);
      const at = timeOfMillis(when) ?? scope.at;
      return buildEvent({ ...draft, id: own, at, attributes: { ...draft.attributes, ...lane }, task: scope.lane });
    },
  };
};
