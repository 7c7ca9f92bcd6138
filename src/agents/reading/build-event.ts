import type { Block, Event, EventType, Origin } from '../../domain/session.ts';

/** What a parser knows of an event. Attributes that are undefined are left out. */
export interface Draft {
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  readonly type: EventType;
  readonly blocks?: readonly Block[];
  readonly attributes?: { readonly [key: string]: unknown };
  readonly task?: string | undefined;
  readonly duration_ms?: number | undefined;
  readonly origin?: Origin | undefined;
}

export const buildEvent = (draft: Draft): Event => {
  const attributes: { [key: string]: unknown } = {};
  for (const [key, value] of Object.entries(draft.attributes ?? {})) if (value !== undefined) attributes[key] = value;
  return {
    event_id: draft.id,
    timestamp: draft.at,
    event_type: draft.type,
    content: { blocks: draft.blocks ?? [] },
    ...(draft.task === undefined ? {} : { task_id: draft.task }),
    ...(draft.duration_ms === undefined ? {} : { duration_ms: draft.duration_ms }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(draft.origin === undefined ? {} : { origin: draft.origin }),
  };
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
