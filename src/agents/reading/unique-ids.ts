import type { Event } from '../../domain/session.ts';
import { createSeenIds } from './seen-ids.ts';

/** Events whose ids are remembered, in bounded memory. */
const REMEMBERED = 65_536;

/** Gives events as they are; an id that stands a second time gets the event's number added. */
const uniqueIds = (): ((event: Event) => Event) => {
  const seen = createSeenIds(REMEMBERED);
  let number = 0;
  return (event) => {
    number++;
    const id = seen.has(event.event_id) ? `${event.event_id}@${number}` : event.event_id;
    seen.add(id);
    return id === event.event_id ? event : { ...event, event_id: id };
  };
};

/** The same events, and what the generator returns. */
export function* withUniqueIds<R>(events: Generator<Event, R>): Generator<Event, R> {
  const unique = uniqueIds();
  try {
    for (;;) {
      const step = events.next();
      if (step.done === true) return step.value;
      yield unique(step.value);
    }
  } finally {
    closed(events); // a caller that stops early leaves no file open
  }
}

const closed = (events: Iterator<Event, unknown>): void => void events.return?.();
