import { subagentAttributes } from '../../domain/event-attributes.ts';
import type { Event, Origin } from '../../domain/session.ts';
import { buildEvent, type Draft, eventId } from '../reading/build-event.ts';
import { asTime } from '../reading/log-time.ts';
import { createRecent, type Recent } from '../reading/recent.ts';

/** Whether a text of this length, without white space at its end, may stand in a list of all messages too. */
export type MayRepeat = (length: number) => boolean;

/** What is known of a session while its messages are mapped, in order. */
export interface Conversation {
  /** Set on all events of a sub-agent's log: the agent's id, and the lane's task. */
  readonly lane: string | undefined;
  /** Calls and results that have their event: the log names both twice. */
  readonly calls: Recent<true>;
  readonly results: Recent<true>;
  /** How often a text was said, for where history was written again under new ids. */
  readonly said: Recent<number>;
  readonly mayRepeat: MayRepeat;
  /** Of the last record that had one. */
  at: string;
  model: string | undefined;
  cwd: string | undefined;
  title: string | undefined;
}

/** What is named twice lies less far apart than this, or in one line. */
const REMEMBERED = 32_768;

export const startConversation = (
  at: string,
  more: { lane?: string; cwd: string | undefined; mayRepeat: MayRepeat },
): Conversation => ({
  lane: more.lane,
  calls: createRecent(REMEMBERED),
  results: createRecent(REMEMBERED),
  said: createRecent(REMEMBERED),
  mayRepeat: more.mayRepeat,
  at,
  model: undefined,
  cwd: more.cwd,
  title: undefined,
});

/** Makes the events of one message: ids count up within it. */
export interface MessageScope {
  readonly at: string;
  event(draft: Omit<Draft, 'id' | 'at' | 'task' | 'origin'> & { readonly at?: string | undefined }): Event;
}

export const openMessage = (
  talk: Conversation,
  message: { id: string; at: unknown; origin: Origin | undefined },
): MessageScope => {
  talk.at = asTime(message.at) ?? talk.at;
  const { at, lane } = talk;
  let count = 0;
  return {
    at,
    event: (draft) => {
      const number = ++count;
      const id = lane === undefined ? eventId(message.id, number) : eventId(lane, message.id, number);
      const { attributes } = draft;
      return buildEvent({
        type: draft.type,
        blocks: draft.blocks,
        duration_ms: draft.duration_ms,
        id,
        at: draft.at ?? at,
        attributes: lane === undefined ? attributes : { ...attributes, ...subagentAttributes(lane) },
        task: lane,
        origin: message.origin,
      });
    },
  };
};
