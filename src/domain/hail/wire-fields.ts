/** The known keys of each HAIL object, in the order in which the older tool writes them. */
import { type JsonObject, isObject } from '../json.ts';

export type FieldKind = 'string' | 'boolean' | 'integer' | 'count' | 'object' | 'strings' | 'any';

export interface Field {
  readonly key: string;
  readonly kind: FieldKind;
  readonly required: boolean;
}

const string = (key: string): Field => ({ key, kind: 'string', required: true });
const count = (key: string): Field => ({ key, kind: 'count', required: true });
const object = (key: string): Field => ({ key, kind: 'object', required: true });
const optional = (field: Field): Field => ({ ...field, required: false });

export const HEADER: readonly Field[] = [string('version'), string('session_id'), object('agent'), object('context')];

export const AGENT: readonly Field[] = [
  string('provider'),
  string('model'),
  string('tool'),
  optional(string('tool_version')),
];

export const CONTEXT: readonly Field[] = [
  optional(string('title')),
  optional(string('description')),
  { key: 'tags', kind: 'strings', required: false },
  string('created_at'),
  string('updated_at'),
  { key: 'related_session_ids', kind: 'strings', required: false },
  optional(object('attributes')),
];

export const EVENT: readonly Field[] = [
  string('event_id'),
  string('timestamp'),
  object('event_type'),
  optional(string('task_id')),
  object('content'),
  optional(count('duration_ms')),
  optional(object('attributes')),
];

export const STATS: readonly Field[] = [
  count('event_count'),
  count('message_count'),
  count('tool_call_count'),
  count('task_count'),
  count('duration_seconds'),
  optional(count('total_input_tokens')),
  optional(count('total_output_tokens')),
  optional(count('user_message_count')),
  optional(count('files_changed')),
  optional(count('lines_added')),
  optional(count('lines_removed')),
];

/** Event tags that carry no data. */
export const PLAIN_TAGS: ReadonlySet<string> = new Set(['UserMessage', 'AgentMessage', 'SystemMessage', 'Thinking']);

/** Event tags with data, which must be there even when every field of it may be absent. */
export const DATA_TAGS: ReadonlyMap<string, readonly Field[]> = new Map<string, readonly Field[]>([
  ['ToolCall', [string('name')]],
  ['ToolResult', [string('name'), { key: 'is_error', kind: 'boolean', required: true }, optional(string('call_id'))]],
  ['FileRead', [string('path')]],
  ['CodeSearch', [string('query')]],
  ['FileSearch', [string('pattern')]],
  ['FileEdit', [string('path'), optional(string('diff'))]],
  ['FileCreate', [string('path')]],
  ['FileDelete', [string('path')]],
  ['ShellCommand', [string('command'), { key: 'exit_code', kind: 'integer', required: false }]],
  ['ImageGenerate', [string('prompt')]],
  ['VideoGenerate', [string('prompt')]],
  ['AudioGenerate', [string('prompt')]],
  ['WebSearch', [string('query')]],
  ['WebFetch', [string('url')]],
  ['TaskStart', [optional(string('title'))]],
  ['TaskEnd', [optional(string('summary'))]],
  ['Custom', [string('kind')]],
]);

/** Content blocks: the fields stand beside `type`. */
export const BLOCKS: ReadonlyMap<string, readonly Field[]> = new Map<string, readonly Field[]>([
  ['Text', [string('text')]],
  ['Code', [string('code'), optional(string('language')), optional(count('start_line'))]],
  ['Image', [string('url'), optional(string('alt')), string('mime')]],
  ['Video', [string('url'), string('mime')]],
  ['Audio', [string('url'), string('mime')]],
  ['File', [string('path'), optional(string('content'))]],
  ['Json', [{ key: 'data', kind: 'any', required: true }]],
  ['Reference', [string('uri'), string('media_type')]],
]);

/** The first field that is missing or of another kind than the format says; undefined when all fit. */
export const misfit = (value: JsonObject, expected: readonly Field[]): Field | undefined =>
  expected.find(({ key, kind, required }) => {
    const found = Object.hasOwn(value, key) ? value[key] : undefined;
    // the older reader takes null for an optional field as absent
    if (found === undefined || (found === null && kind !== 'any')) return required;
    return !isKind(found, kind);
  });

const isKind = (value: unknown, kind: FieldKind): boolean => {
  if (kind === 'string') return typeof value === 'string';
  if (kind === 'boolean') return typeof value === 'boolean';
  if (kind === 'integer') return Number.isSafeInteger(value);
  if (kind === 'count') return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  if (kind === 'strings') return Array.isArray(value) && value.every((item) => typeof item === 'string');
  return kind === 'any' || (isObject(value) && !JSON.isRawJSON(value));
};

/** The same object without optional fields that are null; the very object when there is none. */
export const withoutNulls = (value: JsonObject, known: readonly Field[]): JsonObject => {
  const isNull = (key: string): boolean =>
    value[key] === null && known.some((field) => field.key === key && field.kind !== 'any');
  if (!Object.keys(value).some(isNull)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !isNull(key)));
};

/** The same members, known keys first and in order, then those that this version does not know as they stood. */
export const inWireOrder = (value: object, known: readonly string[]): { [key: string]: unknown } => {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  const own = new Map(entries);
  const first = known.flatMap((key): [string, unknown][] => (own.has(key) ? [[key, own.get(key)]] : []));
  return Object.fromEntries([...first, ...entries.filter(([key]) => !known.includes(key))]);
};

export const keysOf = (known: readonly Field[]): readonly string[] => known.map((field) => field.key);
