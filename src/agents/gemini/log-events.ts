import type { Tally } from '../../domain/coverage.ts';
import { callIdOf } from '../../domain/event-attributes.ts';
import type { Event } from '../../domain/session.ts';
import { tell } from '../reading/record-fate.ts';
import type { Conversation } from './conversation.ts';
import { messageEvents } from './message-events.ts';
import type { Message } from './replay.ts';
import type { Delegation, Delegations } from './tool-events.ts';

/** Times of the first and the last event. */
export interface Span {
  readonly first: string;
  readonly last: string;
}

interface Lane {
  readonly talk: Conversation;
  readonly tally: Tally;
  readonly delegations: Delegations;
}

/** The events of a log's messages; a lane opens behind the call that hands work over. Returns the times of the first and the last. */
export function* logEvents(messages: Iterable<Message>, { talk, tally, delegations }: Lane): Generator<Event, Span> {
  let first: string | undefined;
  let last = talk.at;
  for (const message of messages) {
    const pending = new Map<string, Delegation>();
    const handOver = { open: (one: Delegation): void => void pending.set(one.call, one) };
    const { events, fate } = messageEvents(message, talk, handOver);
    if (message.own) tell(fate, tally);
    for (const event of events) {
      first ??= event.timestamp;
      last = event.timestamp;
      yield event;
      const handed = event.event_type.type === 'ToolCall' ? pending.get(callIdOf(event) ?? '') : undefined;
      if (handed !== undefined) delegations.open(handed);
    }
  }
  return { first: first ?? last, last };
}
