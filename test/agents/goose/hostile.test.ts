import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { goose } from '../../../src/agents/goose/goose.ts';
import { OpenSessionError } from '../../../src/domain/errors.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { anyJson, damaged } from '../damage.ts';
import { readAll } from '../read-all.ts';
import { buildStore, quoted, TABLES } from '../build-store.ts';

const LOGS = join(import.meta.dirname, '../../fixtures/logs/goose');
const home = mkdtempSync(join(tmpdir(), 'goose-'));
afterAll(() => rmSync(home, { recursive: true }));

const readText = (text: string | Uint8Array) => {
  const path = join(home, '20250513_120000.jsonl');
  writeFileSync(path, text);
  return readAll(goose, { path });
};

const WORDS = (
  'role user assistant created content type text image thinking toolRequest toolResponse toolCall ' +
  'toolResult status success error value name arguments shell developer__shell developer__text_editor ' +
  'command write path file_text todo_write delegate isError annotations structuredContent exit_code ' +
  'audience metadata userVisible agentVisible actionRequired data'
).split(' ');

const content = fc.record({
  type: fc.constantFrom(
    'text',
    'image',
    'thinking',
    'toolRequest',
    'toolResponse',
    'actionRequired',
    'error',
    '__proto__',
  ),
  id: fc.constantFrom('a', 'b'),
  text: anyJson(WORDS),
  toolCall: fc.record({
    status: fc.constantFrom('success', 'error'),
    value: fc.record({
      name: fc.constantFrom('shell', 'write', 'edit', 'developer__text_editor', 'todo__todo_write', 'delegate'),
      arguments: anyJson(WORDS),
    }),
  }),
  toolResult: fc.record({ status: fc.constantFrom('success', 'error'), value: anyJson(WORDS) }),
  data: anyJson(WORDS),
});

const message = fc.record({
  role: fc.constantFrom('user', 'assistant', 'system'),
  created: anyJson(WORDS),
  content: fc.oneof(anyJson(WORDS), fc.array(content, { maxLength: 4 })),
  metadata: fc.oneof(anyJson(WORDS), fc.record({ userVisible: fc.boolean(), agentVisible: fc.boolean() })),
});

test('whatever the lines of a file hold, each is tallied and nothing throws', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 8 }), (messages) => {
      const { coverage, events } = readText(messages.map((one) => JSON.stringify(one)).join('\n'));
      expect(coverage.records).toBeGreaterThanOrEqual(messages.length);
      expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
    }),
    { numRuns: 1000 },
  );
});

test('a damaged file loses the damaged lines alone', () => {
  fc.assert(
    fc.property(damaged(readFileSync(join(LOGS, 'legacy/input.jsonl'))), (bytes) => {
      expect(readText(bytes).coverage.records).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 500 },
  );
});

test('a cut file keeps all whole lines before the cut', () => {
  const bytes = readFileSync(join(LOGS, 'legacy/input.jsonl'));
  const brokenAt = (text: Uint8Array): number => readText(text).coverage.broken.count;
  for (let cut = 0; cut <= bytes.length; cut += 7) {
    const whole = bytes.subarray(0, bytes.subarray(0, cut).lastIndexOf(0x0a) + 1);
    expect(brokenAt(bytes.subarray(0, cut))).toBeLessThanOrEqual(brokenAt(whole) + 1);
  }
});

test('a damaged store is read or refused as broken', () => {
  const made = readFileSync(
    buildStore(join(home, 'made.db'), readFileSync(join(LOGS, 'store-2026/sessions.db.sql'), 'utf8')),
  );
  const path = join(home, 'damaged.db');
  fc.assert(
    fc.property(damaged(made), (bytes) => {
      writeFileSync(path, bytes);
      try {
        for (const source of goose.sessionsIn(path, openLogReader())) readAll(goose, source);
      } catch (error) {
        expect(error).toBeInstanceOf(OpenSessionError);
      }
    }),
    { numRuns: 200 },
  );
});

test('rows of any kind: no text where text should be, parents in a ring, times beyond all years', () => {
  const path = buildStore(
    join(home, 'odd.db'),
    TABLES,
    'alter table sessions add column parent_session_id text',
    `insert into sessions values ('a', null, 'user', x'00ff', 'soon', 7, 'b'), ('b', 3, 'sub_agent', null, null, null, 'a'),
       ('c', '', 'sub_agent', '/x', '2026-01-05 09:00:00', null, 'b')`,
    `insert into messages values (1, 'a', 'user', ${quoted([{ type: 'text', text: 'hi' }])}, 9223372036854775807),
       (2, 'a', x'01', x'02', -1), (3, 'b', 'assistant', 'no json', 0), (4, 'c', 'assistant', ${quoted([{ type: 'text', text: 'deep' }])}, 1)`,
  );
  const { events, coverage } = readAll(goose, { path, key: 'a' });
  expect(events.map(({ event_type: type }) => type.type)).toEqual(
    expect.arrayContaining(['UserMessage', 'TaskStart', 'AgentMessage']),
  );
  expect(coverage.broken.count).toBe(2);
});
