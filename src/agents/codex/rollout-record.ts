import { isObject, asString, field, type JsonObject } from '../../domain/json.ts';
import type { Origin } from '../../domain/session.ts';
import { asTime } from '../reading/log-time.ts';

/**
 * One record in the envelope of Codex 0.32 and later, `{timestamp, type, payload}`, whichever generation it came from.
 * `kind` is the payload's own type, '' when it has none.
 */
export interface RolloutRecord {
  readonly type: string;
  readonly kind: string;
  readonly payload: JsonObject;
  /** The record's time when it is RFC 3339. */
  readonly at: string | undefined;
  readonly origin: Origin;
}

/** Payload types that stood bare on a line, without an envelope, up to mid 2025. */
const BARE_ITEMS: ReadonlySet<string> = new Set([
  'message',
  'reasoning',
  'function_call',
  'function_call_output',
  'local_shell_call',
  'local_shell_call_output',
  'custom_tool_call',
  'custom_tool_call_output',
  'web_search_call',
]);

const NOTHING: JsonObject = {};

/** Brings a parsed line to the envelope; undefined for what is no record of any generation. */
export const toRecord = (value: unknown, origin: Origin): RolloutRecord | undefined => {
  if (!isObject(value)) return undefined;
  const type = asString(field(value, 'type'));
  const at = asTime(field(value, 'timestamp'));
  if (type === undefined) return untyped(value, { at, origin });
  const inner = field(value, 'payload');
  if (isObject(inner)) return { type, kind: asString(field(inner, 'type')) ?? '', payload: inner, at, origin };
  if (BARE_ITEMS.has(type)) return { type: 'response_item', kind: type, payload: value, at, origin };
  return { type, kind: '', payload: NOTHING, at, origin };
};

/** Mid 2025: the first line is `{id, timestamp, instructions, git}`, others `{record_type: "state"}`. */
const untyped = (value: JsonObject, rest: Pick<RolloutRecord, 'at' | 'origin'>): RolloutRecord | undefined => {
  const state = asString(field(value, 'record_type'));
  if (state !== undefined) return { type: 'record_type', kind: state, payload: value, ...rest };
  if (asString(field(value, 'id')) === undefined || rest.at === undefined) return undefined;
  return { type: 'session_meta', kind: '', payload: value, ...rest };
};
