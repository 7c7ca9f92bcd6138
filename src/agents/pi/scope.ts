import { ATTR } from '../../domain/event-attributes.ts';
import { asText, field, type JsonObject } from '../../domain/json.ts';
import type { Event, Origin } from '../../domain/session.ts';
import { buildEvent, type Draft, eventId } from '../reading/build-event.ts';
import { asTime, NO_TIME, timeOfMillis } from '../reading/log-time.ts';
import { createRecent, type Recent } from '../reading/recent.ts';

/** What is known of a session while its entries are mapped, in order. */
export interface Session {
  id: string | undefined;
  cwd: string | undefined;
  /** Path of the log that this one was forked from. */
  parent: string | undefined;
  title: string | undefined;
  provider: string | undefined;
  model: string | undefined;
  /** Times of the header, of the first event, and of the last entry that had one. */
  created: string | undefined;
  first: string | undefined;
  last: string | undefined;
  /** Names of the tools that were called, by call id. */
  readonly calls: Recent<string>;
}

/** A result stands less far behind its call. */
const REMEMBERED = 32_768;

export const startSession = (): Session => ({
  id: undefined,
  cwd: undefined,
  parent: undefined,
  title: undefined,
  provider: undefined,
  model: undefined,
  created: undefined,
  first: undefined,
  last: undefined,
  calls: createRecent(REMEMBERED),
});

export type EntryDraft = Omit<Draft, 'id' | 'at' | 'task' | 'origin'>;

/** Makes the events of one entry. */
export interface Scope {
  readonly session: Session;
  /** The entry's own id, or where it stands. */
  readonly id: string;
  readonly events: Event[];
  emit(draft: EntryDraft): void;
}

/** The entry's own time counts; a message's (milliseconds) only where it has none. */
export const openEntry = (session: Session, entry: JsonObject, origin: Origin): Scope => {
  const at =
    asTime(field(entry, 'timestamp')) ??
    timeOfMillis(field(field(entry, 'message'), 'timestamp')) ??
    session.last ??
    session.created ??
    NO_TIME;
  const id = asText(field(entry, 'id')) ?? 'entry';
  const events: Event[] = [];
  return {
    session,
    id: `${id}@${origin.offset}`,
    events,
    emit: (draft) => {
      session.first ??= at;
      session.last = at;
      const attributes = { [ATTR.rawType]: rawTypeOf(entry), ...draft.attributes };
      // with the offset, since only a whole log's ids are known to differ
      const own = eventId(id, origin.offset, events.length + 1);
      events.push(buildEvent({ ...draft, id: own, at, attributes, origin }));
    },
  };
};

/** `message/assistant`, or the entry's type. */
export const rawTypeOf = (entry: JsonObject): string => {
  const type = asText(field(entry, 'type')) ?? '';
  const role = asText(field(field(entry, 'message'), 'role'));
  return type === 'message' && role !== undefined ? `message/${role}` : type;
};
