/**
 * One line of a HAIL file. Parsed objects are checked and then used as they are, so keys that this version does not
 * know stay on the objects that they stood on (header, agent, context, event, tag, data, block, stats), and the writer
 * puts them after the known ones. The older reader ignores such keys.
 */
import { type JsonObject, field, isObject } from '../json.ts';
import type { Block, Event, EventType, SessionHeader, Stats } from '../session.ts';
import { parseLossless } from './lossless-json.ts';
import {
  AGENT,
  BLOCKS,
  CONTEXT,
  DATA_TAGS,
  EVENT,
  type Field,
  HEADER,
  PLAIN_TAGS,
  STATS,
  misfit,
  withoutNulls,
} from './wire-fields.ts';

export type HailLine =
  | { readonly kind: 'header'; readonly header: SessionHeader }
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'stats'; readonly stats: Stats }
  /** JSON, but of a type or shape that this version does not know: kept as it came. */
  | { readonly kind: 'other'; readonly value: unknown; readonly reason: string }
  | { readonly kind: 'broken'; readonly reason: string };

/** Reads one line without its line end. Never throws. */
export const parseHailLine = (text: string): HailLine => {
  try {
    return toLine(parseLossless(text));
  } catch (error) {
    return { kind: 'broken', reason: error instanceof RangeError ? 'nested too deep' : 'not JSON' };
  }
};

const toLine = (value: unknown): HailLine => {
  if (!isObject(value)) return { kind: 'other', value, reason: 'not an object' };
  const { type, ...rest } = value;
  const outcome =
    type === 'event'
      ? toEvent(rest)
      : type === 'header'
        ? toHeader(rest)
        : type === 'stats'
          ? toStats(rest)
          : undefined;
  if (outcome === undefined) return { kind: 'other', value, reason: `line type ${describe(type)} is not known` };
  return 'reason' in outcome ? { kind: 'other', value, reason: outcome.reason } : outcome;
};

const describe = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 60);

interface Misfit {
  readonly reason: string;
}

/** A header, or why the object is none. Also reads the whole-object form, whose `events` and `stats` are left out. */
export const toHeader = (value: JsonObject): { kind: 'header'; header: SessionHeader } | Misfit => {
  const wrong =
    wants(value, HEADER, '') ??
    wants(field(value, 'agent'), AGENT, 'agent.') ??
    wants(field(value, 'context'), CONTEXT, 'context.');
  if (wrong !== undefined) return wrong;
  // a session's own keys have no room on a header
  const { events: _events, stats: _stats, ...rest } = value;
  const agent = clean(rest['agent'], AGENT);
  const context = clean(rest['context'], CONTEXT);
  const header = { ...rest, agent, context: { ...context, tags: context['tags'] ?? [] } };
  return isHeader(header) ? { kind: 'header', header } : { reason: 'not a header' };
};

/** An event, or why the object is none. Tags and blocks that are not known are held as `Unknown`. */
export const toEvent = (value: JsonObject): { kind: 'event'; event: Event } | Misfit => {
  const wrong = wants(value, EVENT, '');
  if (wrong !== undefined) return wrong;
  const content = field(value, 'content');
  const blocks = field(content, 'blocks');
  if (!isObject(content) || !Array.isArray(blocks)) return { reason: 'content.blocks is not a list' };
  const { origin, ...rest } = withoutNulls(value, EVENT);
  const event = {
    ...rest,
    event_type: toEventType(rest['event_type']),
    content: { ...content, blocks: blocks.map(toBlock) },
    ...(origin === undefined ? {} : { [FOREIGN_ORIGIN]: origin }),
  };
  return isEvent(event) ? { kind: 'event', event } : { reason: 'not an event' };
};

/**
 * `origin` on an Event is where this tool read it, and no part of the format. A file that has such a key of its own
 * gets it back, but it is held where nobody takes it for ours.
 */
export const FOREIGN_ORIGIN: unique symbol = Symbol('origin of the file');

const STATS_DEFAULTS = {
  total_input_tokens: 0,
  total_output_tokens: 0,
  user_message_count: 0,
  files_changed: 0,
  lines_added: 0,
  lines_removed: 0,
};

export const toStats = (value: JsonObject): { kind: 'stats'; stats: Stats } | Misfit => {
  const wrong = wants(value, STATS, '');
  if (wrong !== undefined) return wrong;
  const stats = { ...STATS_DEFAULTS, ...withoutNulls(value, STATS) };
  return isStats(stats) ? { kind: 'stats', stats } : { reason: 'not stats' };
};

const toEventType = (value: unknown): EventType => {
  if (!isObject(value)) return { type: 'Unknown', raw: value };
  const tag = field(value, 'type');
  if (typeof tag !== 'string') return { type: 'Unknown', raw: value };
  const known = DATA_TAGS.get(tag);
  if (known === undefined) {
    return PLAIN_TAGS.has(tag) && isEventType(value) ? value : { type: 'Unknown', raw: value };
  }
  const data = field(value, 'data');
  if (!isObject(data) || misfit(data, known) !== undefined) return { type: 'Unknown', raw: value };
  const cleaned = { ...value, data: withoutNulls(data, known) };
  return isEventType(cleaned) ? cleaned : { type: 'Unknown', raw: value };
};

const toBlock = (value: unknown): Block => {
  const tag = field(value, 'type');
  const known = typeof tag === 'string' ? BLOCKS.get(tag) : undefined;
  if (!isObject(value) || known === undefined || misfit(value, known) !== undefined)
    return { type: 'Unknown', raw: value };
  const cleaned = withoutNulls(value, known);
  return isBlock(cleaned) ? cleaned : { type: 'Unknown', raw: value };
};

const wants = (value: unknown, known: readonly Field[], where: string): Misfit | undefined => {
  if (!isObject(value)) return { reason: `${where.slice(0, -1)} is not an object` };
  const wrong = misfit(value, known);
  return wrong === undefined ? undefined : { reason: `${where}${wrong.key} is missing or no ${wrong.kind}` };
};

const clean = (value: unknown, known: readonly Field[]): JsonObject =>
  isObject(value) ? withoutNulls(value, known) : {};

// The tables above are what these claims rest on; they only carry the result of the checks into the types.
const isHeader = (value: object): value is SessionHeader => 'version' in value && 'context' in value;
const isEvent = (value: object): value is Event => 'event_id' in value && 'event_type' in value;
const isStats = (value: object): value is Stats => 'event_count' in value;
const isEventType = (value: object): value is EventType => 'type' in value;
const isBlock = (value: object): value is Block => 'type' in value;
