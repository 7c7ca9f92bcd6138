import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { pi } from '../../../src/agents/pi/pi.ts';
import { settle } from '../../../src/contract/settle.ts';
import { readAll } from '../read-all.ts';

const LOG = join(import.meta.dirname, '../../fixtures/logs/pi/tree/input.jsonl');
const home = mkdtempSync(join(tmpdir(), 'pi-'));
afterAll(() => rmSync(home, { recursive: true }));

const readText = (text: string | Uint8Array) => {
  const path = join(home, 'input.jsonl');
  writeFileSync(path, text);
  return readAll(pi, { path });
};

const TYPES = [
  'session',
  'message',
  'model_change',
  'compaction',
  'branch_summary',
  'custom',
  'custom_message',
  'label',
  'session_info',
  '__proto__',
];
const ROLES = ['user', 'assistant', 'toolResult', 'bashExecution', 'custom', 'branchSummary', 'constructor'];
const NAMES = ['bash', 'read', 'write', 'edit', 'grep', 'todo', '__proto__'];
const ids = fc.option(fc.constantFrom('a', 'b', 'c', 'd/e', '__proto__'), { nil: null });
const any = fc.jsonValue({ maxDepth: 2 });

const block = fc.oneof(
  any,
  fc.record({
    type: fc.constantFrom('text', 'thinking', 'toolCall', 'image', 'x'),
    text: fc.oneof(fc.string(), any),
    thinking: fc.oneof(fc.string(), any),
    id: fc.oneof(ids, any),
    name: fc.constantFrom(...NAMES),
    arguments: fc.oneof(
      any,
      fc.constantFrom({ command: 'ls' }, { path: 'a', content: 'b' }, { path: 'a', oldText: 'b', newText: 'c' }),
    ),
  }),
);
const message = fc.record({
  role: fc.oneof(fc.constantFrom(...ROLES), any),
  content: fc.oneof(fc.array(block, { maxLength: 3 }), fc.string(), any),
  toolCallId: ids,
  toolName: fc.constantFrom(...NAMES),
  isError: fc.oneof(fc.boolean(), any),
  details: fc.oneof(any, fc.constantFrom({ diff: '+1 a' }, { todos: [{ id: 1, text: 'x' }, null] })),
  usage: fc.oneof(any, fc.constantFrom({ input: 1, output: 2 }, { input: -1 })),
  stopReason: fc.constantFrom('stop', 'aborted', 'error', 7),
  command: any,
  exitCode: any,
});
const record = fc
  .record({
    type: fc.oneof(fc.constantFrom(...TYPES), any),
    id: ids,
    parentId: ids,
    timestamp: fc.oneof(fc.constant('2026-03-04T09:00:00.000Z'), any),
    message: fc.oneof(message, any),
    version: any,
    summary: any,
  })
  .map((one) => JSON.stringify(one));

test('whatever the entries hold, each is tallied once, ids differ, and nothing throws', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 40 }), (lines) => {
      const { coverage, events } = readText(lines.join('\n'));
      expect(coverage.records).toBe(lines.length);
      expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
      expect([...settle(events)]).toHaveLength(events.length);
    }),
    { numRuns: 1000 },
  );
}, 60_000);

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
}, 60_000);

test('bytes that were changed break no more than their lines', () => {
  const bytes = readFileSync(LOG);
  const lines = bytes.toString('utf8').split('\n').length - 1;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, value) => {
      const changed = Uint8Array.from(bytes);
      changed[at] = value;
      const { coverage } = readText(changed);
      expect(coverage.records).toBeGreaterThanOrEqual(lines - 1);
      expect(coverage.broken.count).toBeLessThanOrEqual(2);
    }),
    { numRuns: 500 },
  );
}, 60_000);

test('an empty file is a session without events', () => {
  const { events, coverage } = readText('');
  expect(events).toEqual([]);
  expect(coverage.records).toBe(0);
});
