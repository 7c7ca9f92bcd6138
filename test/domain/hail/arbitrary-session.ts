/** Sessions of every shape that the format allows. */
import * as fc from 'fast-check';
import type { Attributes, Block, Event, EventType, Session } from '../../../src/domain/session.ts';

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('\ud800', 'a\udc00b', '\u2028', '\u0000', '"\\\n', '__proto__'),
);
/**
 * Not a lone backslash: after an object with that key JSON.parse of Node 24.21 takes any escaped key at the same place for it
 * (`{"\\ud800":0}` after `{"\\\\":0}`).
 */
const name = text.filter((key) => key !== '\\');
const opt = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const count = fc.nat();

/** Records without the keys whose value is undefined, as exact optional properties want it. */
const compact = <T extends object>(value: T): T => {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries) as T;
};
const record = <T extends object>(model: { [K in keyof T]-?: fc.Arbitrary<T[K] | undefined> }): fc.Arbitrary<T> =>
  fc.record(model as { [K in keyof T]: fc.Arbitrary<T[K]> }).map((value) => compact(value) as T);

const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((n) => (n === 0 ? 0 : n));
const json: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    number.filter((n) => JSON.stringify(n) === String(n)),
    text,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
const attributes: fc.Arbitrary<Attributes> = fc.dictionary(name, json, {
  minKeys: 1,
  maxKeys: 3,
  noNullPrototype: true,
});

const tagged = (type: string, data: { [key: string]: fc.Arbitrary<unknown> }): fc.Arbitrary<EventType> =>
  fc.record(data).map((fields) => ({ type, data: compact(fields) }) as EventType);

const unknownTag = fc
  .record({ type: fc.constantFrom('Teleport', 'constructor', 'Unknown', '__proto__'), data: json })
  .map((raw): EventType => ({ type: 'Unknown', raw }));

const eventType: fc.Arbitrary<EventType> = fc.oneof(
  fc.constantFrom('UserMessage', 'AgentMessage', 'SystemMessage', 'Thinking').map((type): EventType => ({ type })),
  tagged('ToolCall', { name: text }),
  tagged('ToolResult', { name: text, is_error: fc.boolean(), call_id: opt(text) }),
  tagged('FileRead', { path: text }),
  tagged('FileEdit', { path: text, diff: opt(text) }),
  tagged('FileCreate', { path: text }),
  tagged('ShellCommand', { command: text, exit_code: opt(fc.integer()) }),
  tagged('WebFetch', { url: text }),
  tagged('TaskStart', { title: opt(text) }),
  tagged('TaskEnd', { summary: opt(text) }),
  tagged('Custom', { kind: text }),
  unknownTag,
);

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constant('Text' as const), text }),
  record<Extract<Block, { type: 'Code' }>>({
    type: fc.constant('Code' as const),
    code: text,
    language: opt(text),
    start_line: opt(count),
  }),
  record<Extract<Block, { type: 'Image' }>>({
    type: fc.constant('Image' as const),
    url: text,
    alt: opt(text),
    mime: text,
  }),
  record<Extract<Block, { type: 'File' }>>({ type: fc.constant('File' as const), path: text, content: opt(text) }),
  fc.record({ type: fc.constant('Json' as const), data: json }),
  fc.record({ type: fc.constant('Reference' as const), uri: text, media_type: text }),
  fc.record({ type: fc.constant('Hologram'), data: json }).map((raw): Block => ({ type: 'Unknown', raw })),
);

const event: fc.Arbitrary<Event> = record<Event>({
  event_id: text,
  timestamp: text,
  event_type: eventType,
  task_id: opt(text),
  content: fc.record({ blocks: fc.array(block, { maxLength: 3 }) }),
  duration_ms: opt(count),
  attributes: opt(attributes),
  origin: fc.constant(undefined),
});

export const session: fc.Arbitrary<Session> = fc.record({
  version: fc.constantFrom('hail-1.0.0', 'hail-2'),
  session_id: text,
  agent: record<Session['agent']>({ provider: text, model: text, tool: text, tool_version: opt(text) }),
  context: record<Session['context']>({
    title: opt(text),
    description: opt(text),
    tags: fc.array(text, { maxLength: 2 }),
    created_at: text,
    updated_at: text,
    related_session_ids: opt(fc.array(text, { minLength: 1, maxLength: 2 })),
    attributes: opt(attributes),
  }),
  events: fc.array(event, { maxLength: 5 }),
  stats: fc.record({
    event_count: count,
    message_count: count,
    tool_call_count: count,
    task_count: count,
    duration_seconds: count,
    total_input_tokens: count,
    total_output_tokens: count,
    user_message_count: count,
    files_changed: count,
    lines_added: count,
    lines_removed: count,
  }),
});
