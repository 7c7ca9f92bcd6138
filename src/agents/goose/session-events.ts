import type { Tally } from '../../domain/coverage.ts';
import type { Event } from '../../domain/session.ts';
import { tell } from '../reading/record-fate.ts';
import type { Conversation } from './conversation.ts';
import { messageEvents } from './message-events.ts';
import type { StoredMessage } from './stored-message.ts';

/** Times of the first and the last event. */
export interface Span {
  readonly first: string;
  readonly last: string;
}

/** The events of one session's messages, in order. */
export function* sessionEvents(
  messages: Iterable<StoredMessage>,
  talk: Conversation,
  tally: Tally,
): Generator<Event, Span> {
  let first: string | undefined;
  for (const message of messages) {
    for (const { events, fate } of messageEvents(message, talk)) {
      tell(fate, tally, message.offset);
      first ??= events[0]?.timestamp;
      yield* events;
    }
  }
  return { first: first ?? talk.at, last: talk.at };
}
