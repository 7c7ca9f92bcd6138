import type { Tally } from '../../domain/coverage.ts';
import { field, isObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { tell } from '../reading/record-fate.ts';
import { mapMessage, type Telling } from './map-message.ts';
import { type Messages, nameMessages } from './messages.ts';
import { openMessage, type Talk } from './talk.ts';

interface Here {
  readonly talk: Talk;
  readonly tally: Tally;
  readonly tell: Telling['tell'];
}

/** The events of a list of messages, in order. */
export function* messageEvents(messages: Messages, here: Here): Generator<Event, void> {
  const { talk, tally } = here;
  const nameOf = nameMessages();
  let place = 0;
  for (const message of messages.all) {
    const index = place++;
    if (!isObject(message)) {
      tally.broken(messages.offsetOf(index));
      continue;
    }
    const scope = openMessage(talk, { id: nameOf(message, index), ts: field(message, 'ts') });
    const mapped = mapMessage(message, { talk, scope, messages, tell: here.tell });
    tell(mapped.fate, tally);
    yield* mapped.events;
  }
}
