import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { amp } from '../../../src/agents/amp/amp.ts';
import { OpenSessionError } from '../../../src/domain/errors.ts';
import { anyJson, damaged } from '../damage.ts';
import { readAll } from '../read-all.ts';

const LOG = join(import.meta.dirname, '../../fixtures/logs/amp/tools-and-failures/input.json');
const home = mkdtempSync(join(tmpdir(), 'amp-'));
afterAll(() => rmSync(home, { recursive: true }));

const readText = (text: string | Uint8Array) => {
  const path = join(home, 'T-1.json');
  writeFileSync(path, text);
  return readAll(amp, { path });
};

const WORDS = (
  'messages role user assistant info content type text thinking tool_use tool_result id name input Bash ' +
  'edit_file create_file apply_patch todo_write Task cmd path old_str new_str todos toolUseID run ' +
  'status done error result exitCode diff usage inputTokens timestamp state summary usageLedger events ' +
  'env meta messageId image'
).split(' ');

const message = fc.record({
  role: fc.constantFrom('user', 'assistant', 'info', '__proto__'),
  messageId: fc.oneof(fc.nat(5), anyJson(WORDS)),
  content: fc.oneof(
    anyJson(WORDS),
    fc.array(
      fc.record({
        type: fc.constantFrom(
          'text',
          'thinking',
          'tool_use',
          'tool_result',
          'summary',
          'image',
          'manual_bash_invocation',
        ),
        id: fc.constantFrom('a', 'b'),
        toolUseID: fc.constantFrom('a', 'b'),
        name: fc.constantFrom('Bash', 'edit_file', 'create_file', 'apply_patch', 'todo_write', 'Task', 'Read'),
        input: anyJson(WORDS),
        run: fc.record({ status: fc.constantFrom('done', 'error', 'cancelled', 'queued'), result: anyJson(WORDS) }),
        text: anyJson(WORDS),
      }),
      { maxLength: 5 },
    ),
  ),
  usage: anyJson(WORDS),
  state: anyJson(WORDS),
});

test('whatever a thread holds is read, with unique ids', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 8 }), anyJson(WORDS), (messages, more) => {
      const { events, coverage } = readText(JSON.stringify({ messages, env: more, usageLedger: more, meta: more }));
      expect(coverage.records).toBeGreaterThanOrEqual(messages.length);
      expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
    }),
    { numRuns: 1000 },
  );
});

test('a damaged document is read or refused as broken', () => {
  fc.assert(
    fc.property(damaged(readFileSync(LOG)), (bytes) => {
      try {
        readText(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(OpenSessionError);
      }
    }),
    { numRuns: 500 },
  );
});

test('huge documents of small things end soon', () => {
  const keys = Object.fromEntries(Array.from({ length: 150_000 }, (_, index) => [`k${index}`, index]));
  const ledger = Array.from({ length: 60_000 }, () => ({ toMessageId: 1, tokens: { input: 1 } }));
  const messages = Array.from({ length: 50_000 }, () => ({ role: 'user', messageId: 2, content: 'x' }));
  const { events } = readText(JSON.stringify({ ...keys, messages, usageLedger: { events: ledger } }));
  expect(events).toHaveLength(50_000);
});
