import type { Event } from '../../domain/session.ts';
import type { Draft } from '../reading/build-event.ts';

/** Makes the events of one record: ids count up within it. */
export interface RecordScope {
  readonly at: string;
  /** The sub-agent that the record belongs to. */
  readonly lane: string | undefined;
  /** How many events it made; shared by its lanes. */
  readonly made: { count: number };
  /** Of the record, in the log. */
  readonly bytes: number;
  event(draft: Omit<Draft, 'id' | 'at' | 'task' | 'origin'> & { readonly lane?: string }): Event;
}

/** The same scope for the work of a sub-agent that a record of the main agent tells. */
export const inLane = (scope: RecordScope, lane: string): RecordScope => ({
  ...scope,
  lane,
  event: (draft) => scope.event({ lane, ...draft }),
});
