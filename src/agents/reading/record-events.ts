import { subagentAttributes } from '../../domain/event-attributes.ts';
import type { Event, Origin } from '../../domain/session.ts';
import { buildEvent, type Draft, eventId } from './build-event.ts';

/** `at` where it differs from the record's time; `lane` where the event belongs to another lane than the record. */
export type RecordDraft = Omit<Draft, 'id' | 'at' | 'task' | 'origin'> & {
  readonly at?: string | undefined;
  readonly lane?: string | undefined;
};

/** Makes the events of one record: ids count up within it. */
export interface RecordEvents {
  readonly at: string;
  event(draft: RecordDraft): Event;
}

interface Opened {
  /** What identifies the record in its session. */
  readonly id: string | number;
  readonly at: string;
  /** Of a sub-agent's record: the agent's id, and the lane's task. */
  readonly lane?: string | undefined;
  readonly origin?: Origin | undefined;
}

export const openRecord = (record: Opened): RecordEvents => {
  let count = 0;
  return {
    at: record.at,
    event: ({ lane = record.lane, ...draft }) => {
      const number = ++count;
      return buildEvent({
        ...draft,
        id: record.lane === undefined ? eventId(record.id, number) : eventId(record.lane, record.id, number),
        at: draft.at ?? record.at,
        attributes: {
          ...draft.attributes,
          ...(lane === undefined ? {} : subagentAttributes(lane)),
        },
        task: lane,
        origin: record.origin,
      });
    },
  };
};
