import { subagentAttributes } from '../../domain/event-attributes.ts';
import type { Event } from '../../domain/session.ts';
import { buildEvent, type Draft, eventId } from '../reading/build-event.ts';
import { timeOfMillis } from '../reading/log-time.ts';
import type { titleOf } from '../reading/title-of.ts';

/** What is known of a session while its messages are mapped, in order. */
export interface Talk {
  /** Set on all events of a sub-agent's messages. */
  readonly lane: string | undefined;
  /** Of the last message that had one. */
  at: string;
  first: string | undefined;
  model: string | undefined;
  provider: string | undefined;
  cwd: string | undefined;
  /** By the first prompt. */
  titled: ReturnType<typeof titleOf> | undefined;
}

export const startTalk = (at: string, more: { readonly lane?: string; readonly cwd: string | undefined }): Talk => ({
  lane: more.lane,
  at,
  first: undefined,
  model: undefined,
  provider: undefined,
  cwd: more.cwd,
  titled: undefined,
});

/** Makes the events of one message: ids count up within it. */
export interface MessageScope {
  readonly at: string;
  event(
    draft: Omit<Draft, 'id' | 'at' | 'task' | 'origin'> & { readonly at?: string | undefined; readonly lane?: string },
  ): Event;
}

/** `ts` is in milliseconds; a message without one takes the time of the one before. */
export const openMessage = (talk: Talk, message: { readonly id: string; readonly ts: unknown }): MessageScope => {
  const told = timeOfMillis(message.ts);
  talk.at = told ?? talk.at;
  talk.first ??= told;
  const { at } = talk;
  let count = 0;
  return {
    at,
    event: ({ lane: other, ...draft }) => {
      const lane = other ?? talk.lane;
      const marks = lane === undefined ? {} : subagentAttributes(lane);
      const id = talk.lane === undefined ? eventId(message.id, ++count) : eventId(talk.lane, message.id, ++count);
      return buildEvent({
        ...draft,
        id,
        at: draft.at ?? at,
        attributes: { ...draft.attributes, ...marks },
        task: lane,
      });
    },
  };
};
