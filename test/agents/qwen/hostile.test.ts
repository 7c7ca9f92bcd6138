import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { qwen } from '../../../src/agents/qwen/qwen.ts';
import { readAll } from '../read-all.ts';

const LOG = join(import.meta.dirname, '../../fixtures/logs/qwen/failures/5e551001-0000-4000-8000-000000000001.jsonl');
const home = mkdtempSync(join(tmpdir(), 'qwen-'));
afterAll(() => rmSync(home, { recursive: true }));

const readText = (text: string | Uint8Array, name = 'input.jsonl') => {
  const path = join(home, name);
  writeFileSync(path, text);
  return readAll(qwen, { path });
};

const TOOLS = [
  'run_shell_command',
  'edit',
  'write_file',
  'todo_write',
  'ask_user_question',
  'agent',
  'glob',
  'toString',
];
const SUBTYPES = [
  'ui_telemetry',
  'rewind',
  'chat_compression',
  'custom_title',
  'at_command',
  'turn_result',
  'notification',
  '__proto__',
];

const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('a', 'b', 'error', 'success', 'cancelled', '/x'));
const bag = (...keys: readonly string[]) => fc.dictionary(fc.constantFrom(...keys, '__proto__'), value, { maxKeys: 6 });
const part = fc.oneof(
  fc.record({ text: value, thought: value }),
  fc.record({
    functionCall: fc.record({
      id: value,
      name: fc.constantFrom(...TOOLS),
      args: bag('command', 'file_path', 'content', 'todos', 'questions', 'is_background'),
    }),
  }),
  fc.record({ functionResponse: fc.record({ id: value, name: value, response: bag('output', 'error') }) }),
  value,
);
const telling = fc.record({
  'event.name': fc.constantFrom('qwen-code.tool_call', 'qwen-code.api_response', 'qwen-code.api_error'),
  function_name: fc.constantFrom(...TOOLS),
  function_args: value,
  prompt_id: fc.constantFrom('s#x#0', 's#y#1', 'p'),
  subagent_name: value,
  input_token_count: value,
});
const record = fc.record({
  uuid: fc.constantFrom('a', 'b', 'c'),
  parentUuid: fc.constantFrom('a', 'b', null),
  sessionId: value,
  timestamp: fc.oneof(fc.constant('2026-11-22T10:00:00.000Z'), value),
  type: fc.constantFrom('user', 'assistant', 'tool_result', 'system', 'other'),
  subtype: fc.option(fc.constantFrom(...SUBTYPES), { nil: undefined }),
  message: fc.oneof(fc.record({ role: value, parts: fc.array(part, { maxLength: 4 }) }), value),
  toolCallResult: fc.oneof(bag('callId', 'status', 'resultDisplay', 'durationMs'), value),
  systemPayload: fc.oneof(fc.record({ uiEvent: telling, filesRead: value, displayText: value }), value),
  usageMetadata: bag('promptTokenCount', 'candidatesTokenCount', 'totalTokenCount'),
});

test('whatever the records hold, each is tallied once, ids are unique and nothing throws', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 40 }), (records) => {
      const { coverage, events } = readText(records.map((one) => JSON.stringify(one)).join('\n'));
      expect(coverage.records).toBe(records.length);
      expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
    }),
    { numRuns: 500 },
  );
});

test('a log cut anywhere loses its last record at most', () => {
  const bytes = readFileSync(LOG);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: bytes.length - 1 }), (cut) => {
      const whole = bytes.subarray(0, cut).toString('utf8').split('\n').length - 1;
      const { coverage } = readText(bytes.subarray(0, cut));
      expect(coverage.records - coverage.broken.count).toBeGreaterThanOrEqual(whole);
      expect(coverage.broken.count).toBeLessThanOrEqual(1);
    }),
    { numRuns: 200 },
  );
});

test('flipped bytes break no more than their lines', () => {
  const bytes = readFileSync(LOG);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), (flips) => {
      const copy = Uint8Array.from(bytes);
      for (const [at, byte] of flips) copy[at] = byte;
      expect(readText(copy).coverage.records).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

test('an older document may hold anything', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (messages) => {
      readText(JSON.stringify({ sessionId: 'x', messages }), 'session-x.json');
    }),
    { numRuns: 200 },
  );
});

test('an empty log is a session without events', () => {
  const { events, coverage } = readText('');
  expect(events).toEqual([]);
  expect(coverage.records).toBe(0);
});
