/**
 * Joins calls with their results. A log holds a call first and its result later; the folds want to see the call once,
 * with its outcome on it. Events stay in order: a call that waits for its result holds back what follows, up to a
 * window, so that memory stays bounded whatever the log.
 */
import { ATTR, attribute, callIdOf, countAttribute, withAttributes } from '../domain/event-attributes.ts';
import { createQueue } from '../domain/queue.ts';
import { type Event, type EventType, textOf } from '../domain/session.ts';
import { printedOutput } from './printed-output.ts';

/** The window: this many events, or this many characters behind its first: beside these a line of the longest is parsed. */
const MAX_EVENTS = 4096;
const MAX_CHARACTERS = 4 * 1024 * 1024;
/** Bytes of a record up to which a window full of its events is no matter. */
const SMALL = MAX_CHARACTERS / MAX_EVENTS;

/** On a settled shell command: what it printed, whole. In memory only, never written. */
export const OUTPUT = Symbol('output');
export type SettledEvent = Event & { readonly [OUTPUT]?: string };

interface Entry {
  event: SettledEvent;
  /** Id of the call whose result it waits for. */
  waits: string | undefined;
  readonly size: number;
}

/** The same events in the same order; calls carry exit status, no-effect, duration and output of their results. */
export function* settle(events: Iterable<Event>): Generator<SettledEvent> {
  const window = createQueue<Entry>();
  const waiting = new Map<string, Entry[]>();
  let characters = 0;
  for (const event of events) {
    const entry = enter(event, waiting);
    window.push(entry);
    characters += entry.size;
    for (let head = window.first(); head !== undefined; head = window.first()) {
      const isHeld = window.size() <= MAX_EVENTS && characters - head.size <= MAX_CHARACTERS;
      if (head.waits !== undefined && isHeld) break;
      characters -= head.size;
      window.take();
      if (head.waits !== undefined) giveUp(head.waits, waiting);
      yield asItStands(head);
    }
  }
  for (let left = window.take(); left !== undefined; left = window.take()) yield asItStands(left);
}

/** A call whose result the log does not hold was perhaps refused, or never came to be run. */
const asItStands = ({ event, waits }: Entry): SettledEvent => {
  return waits !== undefined && !hasExit(event) ? withAttributes(event, { [ATTR.unconfirmed]: true }) : event;
};

/** The first call of this id waits no more. */
const giveUp = (id: string, waiting: Map<string, Entry[]>): void => {
  const calls = waiting.get(id);
  calls?.shift();
  if (calls?.length === 0) waiting.delete(id);
};

const enter = (event: Event, waiting: Map<string, Entry[]>): Entry => {
  const id = callIdOf(event);
  if (id === undefined) return { event, waits: undefined, size: sizeOf(event) };
  if (event.event_type.type === 'ToolResult') {
    for (const call of waiting.get(id) ?? []) {
      call.event = settled(call.event, event);
      call.waits = undefined;
    }
    waiting.delete(id);
    return { event, waits: undefined, size: sizeOf(event) };
  }
  const entry = { event, waits: isSettleable(event) ? id : undefined, size: sizeOf(event) };
  if (entry.waits === undefined) return entry;
  const calls = waiting.get(id);
  if (calls === undefined) waiting.set(id, [entry]);
  else calls.push(entry);
  return entry;
};

const hasExit = ({ event_type: type }: Event): boolean =>
  type.type === 'ShellCommand' && type.data.exit_code !== undefined;

const SETTLEABLE: ReadonlySet<EventType['type']> = new Set(['ShellCommand', 'FileEdit', 'FileCreate', 'FileDelete']);

const isSettleable = (event: Event): boolean => SETTLEABLE.has(event.event_type.type);

/** Of more than a small record all that it holds counts: an edit's texts stand in its call's arguments and in its diff. */
const sizeOf = ({ origin, event_type: type, content, attributes }: Event): number => {
  const isSmall = origin !== undefined && origin.length > 0 && origin.length <= SMALL;
  if (!isSmall) return 64 + charactersIn(type) + charactersIn(content.blocks) + charactersIn(attributes);
  // a text may have come from a file beside the log
  let size = 64;
  for (const block of content.blocks) if (block.type === 'Text') size += block.text.length;
  return Math.max(size, origin.length);
};

const charactersIn = (value: unknown): number => {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  for (const key in value) count += charactersIn((value as { readonly [key: string]: unknown })[key]);
  return count;
};

/** Attributes of a result that speak of the call's effect. */
const CARRIED = [
  ATTR.exitSource,
  ATTR.exitExpected,
  ATTR.background,
  ATTR.shellId,
  ATTR.noEffect,
  ATTR.unconfirmed,
  ATTR.fileBefore,
  ATTR.linesAdded,
  ATTR.linesRemoved,
  ATTR.commit,
] as const;

const settled = (call: Event, result: Event): SettledEvent => {
  const more: { [key: string]: unknown } = {};
  for (const key of CARRIED) more[key] = attribute(result, key) ?? attribute(call, key);
  const failed = result.event_type.type === 'ToolResult' && result.event_type.data.is_error;
  if (failed && call.event_type.type !== 'ShellCommand') more[ATTR.noEffect] ??= true;
  // a hook, a policy or a person may have stopped it, in words that nobody lists
  if (failed && attribute(result, ATTR.exitCode) === undefined && !hasExit(call)) more[ATTR.unconfirmed] = true;
  const duration = call.duration_ms ?? result.duration_ms ?? elapsed(call.timestamp, result.timestamp);
  const event = withAttributes(call, more);
  return {
    ...event,
    event_type: withExit(call.event_type, countAttribute(result, ATTR.exitCode)),
    ...(duration === undefined ? {} : { duration_ms: duration }),
    ...(call.event_type.type === 'ShellCommand' ? { [OUTPUT]: printedOutput(textOf(result)) } : {}),
  };
};

const withExit = (type: EventType, code: number | undefined): EventType =>
  type.type === 'ShellCommand' && code !== undefined && type.data.exit_code === undefined
    ? { type: 'ShellCommand', data: { ...type.data, exit_code: code } }
    : type;

const elapsed = (from: string, to: string): number | undefined => {
  const span = Date.parse(to) - Date.parse(from);
  // one time for both says that the log does not time calls
  return Number.isFinite(span) && span > 0 ? span : undefined;
};
