/** Writes a session as HAIL JSONL: header, events, stats, each line ended by `\n`, keys in the older tool's order. */
import type { Block, Event, EventType, Session, SessionHeader, Stats } from '../session.ts';
import { jsonPieces } from './json-pieces.ts';
import { FOREIGN_ORIGIN } from './line.ts';
import type { HailDocument, KeptLine } from './read.ts';
import { AGENT, BLOCKS, CONTEXT, DATA_TAGS, EVENT, HEADER, STATS, inWireOrder, keysOf } from './wire-fields.ts';

/** The whole text. Lines that `readHail` kept are written back at their places. */
export const writeHail = (document: Pick<HailDocument, 'session'> & Partial<HailDocument>): string => {
  let text = '';
  for (const line of hailLines(document.session, document.kept ?? [])) text += line;
  return text;
};

/** The same, line by line: for sessions whose events are not all in memory, use the three functions below. */
function* hailLines(session: Session, kept: readonly KeptLine[] = []): Generator<string> {
  yield headerLine(session);
  let next = 0;
  const keptUpTo = function* (events: number, behind: boolean): Generator<string> {
    for (let entry = kept[next]; entry !== undefined; entry = kept[++next]) {
      if (entry.after_events > events || (entry.after_stats && !behind)) return;
      yield keptLine(entry.value);
    }
  };
  for (const [index, event] of session.events.entries()) {
    yield* keptUpTo(index, false);
    yield eventLine(event);
  }
  yield* keptUpTo(Infinity, false);
  yield statsLine(session.stats);
  yield* keptUpTo(Infinity, true);
}

export const headerLine = (header: SessionHeader): string => {
  // a Session is a header with more: its events and counts have lines of their own
  const { events: _events, stats: _stats, ...own }: Partial<Session> = header;
  const context = { ...header.context };
  const whole = {
    ...own,
    agent: inWireOrder(header.agent, keysOf(AGENT)),
    context: inWireOrder(
      {
        ...context,
        related_session_ids: unlessEmpty(context.related_session_ids),
        attributes: unlessEmpty(context.attributes),
      },
      keysOf(CONTEXT),
    ),
  };
  return line('header', inWireOrder(whole, keysOf(HEADER)));
};

export const eventLine = (event: Event): string => [...eventPieces(event)].join('');

/** The line in pieces, the last of which ends it: a text of it may be as long as a log's line. */
export function* eventPieces(event: Event): Generator<string> {
  const { origin: _origin, ...own } = event;
  const whole = {
    ...own,
    event_type: eventTypeOf(event.event_type),
    content: { ...event.content, blocks: event.content.blocks.map(blockOf) },
    attributes: unlessEmpty(event.attributes),
    ...(FOREIGN_ORIGIN in event ? { origin: event[FOREIGN_ORIGIN] } : {}),
  };
  yield* pieces({ type: 'event', ...inWireOrder(whole, keysOf(EVENT)) });
}

export const statsLine = (stats: Stats): string => line('stats', inWireOrder(stats, keysOf(STATS)));

/** A line that is no part of the session, as it was read. */
export const keptLine = (value: unknown): string => [...keptPieces(value)].join('');
export const keptPieces = (value: unknown): Iterable<string> => pieces(value);

function* pieces(value: unknown): Generator<string> {
  let last = '';
  for (const piece of jsonPieces(value)) {
    if (last !== '') yield last;
    last = piece;
  }
  yield `${last}\n`;
}

const line = (type: string, value: object): string => `${JSON.stringify({ type, ...value })}\n`;

/** The older tool leaves out lists and attributes with nothing in them. */
const unlessEmpty = <T extends object>(value: T | undefined): T | undefined =>
  value !== undefined && Object.keys(value).length > 0 ? value : undefined;

const eventTypeOf = (type: EventType): unknown => {
  if (type.type === 'Unknown') return type.raw;
  const known = DATA_TAGS.get(type.type);
  if (known === undefined || !('data' in type)) return inWireOrder(type, ['type']);
  return inWireOrder({ ...type, data: inWireOrder(type.data, keysOf(known)) }, ['type', 'data']);
};

const blockOf = (block: Block): unknown =>
  block.type === 'Unknown' ? block.raw : inWireOrder(block, ['type', ...keysOf(BLOCKS.get(block.type) ?? [])]);
