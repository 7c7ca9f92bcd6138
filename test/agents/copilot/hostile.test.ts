import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { copilot } from '../../../src/agents/copilot/copilot.ts';
import { settle } from '../../../src/contract/settle.ts';
import { readAll } from '../read-all.ts';

const LOG = join(import.meta.dirname, '../../fixtures/logs/copilot/early/events.jsonl');
const home = mkdtempSync(join(tmpdir(), 'copilot-'));
afterAll(() => rmSync(home, { recursive: true }));

const readText = (text: string | Uint8Array) => {
  const path = join(home, 'events.jsonl');
  writeFileSync(path, text);
  return readAll(copilot, { path });
};

const TYPES = [
  'session.start',
  'session.resume',
  'session.context_changed',
  'session.model_change',
  'session.usage_record',
  'session.shutdown',
  'session.compaction_complete',
  'session.task_complete',
  'session.error',
  'user.message',
  'assistant.message',
  'assistant.reasoning',
  'tool.user_requested',
  'tool.execution_start',
  'tool.execution_complete',
  'subagent.started',
  'subagent.completed',
  'subagent.failed',
  'system.notification',
  'skill.invoked',
  'abort',
  'hook.start',
  '__proto__',
  'toString',
];
const KEYS = [
  'content',
  'toolRequests',
  'toolCallId',
  'toolName',
  'name',
  'arguments',
  'success',
  'result',
  'error',
  'context',
  'usage',
  'modelMetrics',
  'outputTokens',
  'apiCallId',
  'attachments',
  'parentToolCallId',
  'kind',
  'fileEdits',
  'shellExecution',
  'agentName',
  '__proto__',
  'constructor',
];
const TOOLS = [
  'bash',
  'create',
  'edit',
  'apply_patch',
  'ask_user',
  'update_todo',
  'task',
  'sql',
  'read_bash',
  '__proto__',
];

const call = fc.record({
  toolCallId: fc.constantFrom('a', 'b', '__proto__'),
  toolName: fc.constantFrom(...TOOLS),
  name: fc.constantFrom(...TOOLS),
  arguments: fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(
      { command: 'ls' },
      { path: 'a', file_text: 'b' },
      { shellId: 0 },
      '{"command":"x"',
      '*** Begin Patch\n*** Add File: a\n+b',
    ),
  ),
  success: fc.boolean(),
  result: fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(
      { content: '<command started in background with shellId: 0>' },
      { content: '<shellId: 0 completed with exit code 1>' },
    ),
  ),
});
const data = fc.oneof(
  call,
  fc.dictionary(fc.constantFrom(...KEYS), fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.array(call, { maxLength: 3 })), {
    maxKeys: 8,
  }),
  fc.jsonValue({ maxDepth: 1 }),
);
const record = fc
  .record({
    type: fc.oneof(fc.constantFrom(...TYPES), fc.string()),
    data,
    id: fc.oneof(fc.constantFrom('x', 'y/z', '%'), fc.jsonValue({ maxDepth: 1 })),
    timestamp: fc.oneof(fc.constant('2026-03-04T09:00:00.000Z'), fc.jsonValue({ maxDepth: 1 })),
    agentId: fc.option(fc.constantFrom('a', 'g', '__proto__'), { nil: undefined }),
  })
  .map((one) => JSON.stringify(one));

test('whatever the records hold, each is tallied once, ids differ, and nothing throws', () => {
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
      expect(coverage.records - coverage.broken.count).toBeGreaterThanOrEqual(whole - 2);
      expect(coverage.records).toBeLessThanOrEqual(whole + 1);
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
      expect(coverage.broken.count).toBeLessThanOrEqual(4);
    }),
    { numRuns: 500 },
  );
}, 60_000);

test('an empty file is a session without events', () => {
  const { events, coverage } = readText('');
  expect(events).toEqual([]);
  expect(coverage.records).toBe(0);
});
