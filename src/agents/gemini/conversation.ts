import type { Event, Origin } from '../../domain/session.ts';
import { buildEvent, type Draft, eventId } from '../reading/build-event.ts';
import { asTime } from '../reading/log-time.ts';
import { createRecent, type Recent } from '../reading/recent.ts';

/** What is known of a session while its messages are mapped, in order. */
export interface Conversation {
  /** Set on all events of a sub-agent's log: the agent's id, and the lane's task. */
  readonly lane: string | undefined;
  /** Calls and results that have their event: the log names both twice. */
  readonly calls: Recent<true>;
  readonly results: Recent<true>;
  /** How often a text was said, for where history was written again under new ids; undefined where it was not. */
  readonly said: Recent<number> | undefined;
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
  more: { lane?: string; cwd: string | undefined; mayRepeat: boolean },
): Conversation => ({
  lane: more.lane,
  calls: createRecent(REMEMBERED),
  results: createRecent(REMEMBERED),
  said: more.mayRepeat ? createRecent(REMEMBERED) : undefined,
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
  const { at } = talk;
  let count = 0;
  const lane = talk.lane === undefined ? {} : { subagent_id: talk.lane, merged_subagent: true };
  return {
    at,
    event: (draft) => {
      const number = ++count;
      const id = talk.lane === undefined ? eventId(message.id, number) : eventId(talk.lane, message.id, number);
      const attributes = { ...draft.attributes, ...lane };
      return buildEvent({ ...draft, id, at: draft.at ?? at, attributes, task: talk.lane, origin: message.origin });
    },
  };
};
