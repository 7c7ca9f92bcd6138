import type { Block, Event, EventType, Origin } from '../../domain/session.ts';

/** What a parser knows of an event. Attributes that are undefined are left out. */
export interface Draft {
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  readonly type: EventType;
  readonly blocks?: readonly Block[] | undefined;
  readonly attributes?: { readonly [key: string]: unknown } | undefined;
  readonly task?: string | undefined;
  readonly duration_ms?: number | undefined;
  readonly origin?: Origin | undefined;
}

export const buildEvent = (draft: Draft): Event => {
  // by assignment: it is made for each record of a log, and spreads and lists of entries take longer
  const event: { -readonly [key in keyof Event]: Event[key] } = {
    event_id: draft.id,
    timestamp: draft.at,
    event_type: draft.type,
    content: { blocks: draft.blocks ?? [] },
  };
  if (draft.task !== undefined) event.task_id = draft.task;
  if (draft.duration_ms !== undefined) event.duration_ms = draft.duration_ms;
  const attributes = definedOf(draft.attributes);
  if (attributes !== undefined) event.attributes = attributes;
  if (draft.origin !== undefined) event.origin = draft.origin;
  return event;
};

/** Undefined where there is none. */
const definedOf = (given: Draft['attributes'] = {}): { readonly [key: string]: unknown } | undefined => {
  let defined: { [key: string]: unknown } | undefined;
  for (const key of Object.keys(given)) {
    const value = given[key];
    if (value !== undefined) (defined ??= {})[key] = value;
  }
  return defined;
};

/** One Text block, or none for a text without anything in it. */
export const textBlocks = (text: string | undefined): readonly Block[] =>
  text === undefined || text.trim() === '' ? [] : [{ type: 'Text', text }];

/**
 * An event's id from what identifies its record, down to its number within it. Different parts never give the same id:
 * the separator is escaped inside a part.
 */
export const eventId = (...parts: readonly (string | number)[]): string => parts.map(escaped).join('/');

const escaped = (part: string | number): string =>
  typeof part === 'string' && /[%/]/.test(part) ? part.replaceAll('%', '%25').replaceAll('/', '%2F') : String(part);
