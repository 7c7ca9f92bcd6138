import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { cursor } from '../../../src/agents/cursor/cursor.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { type ReadSession, readAll } from '../read-all.ts';
import { buildChat, buildIde } from './build-store.ts';

const dir = mkdtempSync(join(tmpdir(), 'cursor-hostile-'));
afterAll(() => rmSync(dir, { recursive: true }));
let count = 0;
const fresh = (name: string): string => join(dir, String(count++), name);

const KEYS = [
  'type',
  'role',
  'text',
  'content',
  'bubbleId',
  'name',
  'tool',
  'toolCallId',
  'toolName',
  'status',
  'params',
  'args',
  'rawArgs',
  'result',
  'toolFormerData',
  'thinking',
  'tokenCount',
  'createdAt',
  'timingInfo',
  'modelInfo',
  'codeBlocks',
  'message',
  'input',
  'providerOptions',
  'todos',
  'questions',
  'id',
  'command',
  'path',
  'errorDetails',
  'userDecision',
  'additionalData',
  '__proto__',
  'constructor',
];
const WORDS = [
  'user',
  'assistant',
  'tool',
  'system',
  'text',
  'tool-call',
  'tool-result',
  'tool_use',
  'thinking',
  'Shell',
  'edit_file_v2',
  'Task',
  'TodoWrite',
  'ApplyPatch',
  'ask_question',
  'completed',
  'error',
  'a',
  '{"command":"ls"}',
  '{"diff":{"chunks":[{}]}}',
  '<user_query>x',
  'composer.content.aaaa0001',
  '*** Add File: a\n+b',
];
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(...WORDS, 1, 2, -1, 1e300, null, true, ''),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('any'), { maxLength: 4 }),
  object: fc.dictionary(fc.constantFrom(...KEYS), tie('any'), { maxKeys: 8 }),
}));

const sound = ({ events, coverage }: ReadSession): void => {
  expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(events.length);
  for (const event of events) JSON.stringify(event);
  expect(coverage.records).toBeGreaterThanOrEqual(0);
};

test('whatever the bubbles hold, each is tallied once', () => {
  fc.assert(
    fc.property(value.object, fc.array(value.any, { minLength: 1, maxLength: 8 }), (doc, bubbles) => {
      const rows = bubbles.map((bubble, index): [string, unknown] => [`bubbleId:a:${index}`, bubble]);
      const path = buildIde(fresh('state.vscdb'), {
        cursorDiskKV: { 'composerData:a': { ...doc, conversation: undefined }, ...Object.fromEntries(rows) },
      });
      const session = readAll(cursor, { path, key: 'a' });
      expect(session.coverage.records).toBeGreaterThan(bubbles.length);
      sound(session);
      for (const source of cursor.sessionsIn(path, openLogReader())) sound(readAll(cursor, source));
    }),
    { numRuns: 150 },
  );
});

test('whatever the documents of a workspace hold', () => {
  fc.assert(
    fc.property(value.any, value.any, (composers, chats) => {
      const path = buildIde(fresh('state.vscdb'), {
        ItemTable: {
          'composer.composerData': { allComposers: composers },
          'workbench.panel.aichat.view.aichat.chatdata': { tabs: chats },
        },
      });
      for (const source of cursor.sessionsIn(path, openLogReader())) sound(readAll(cursor, source));
    }),
    { numRuns: 100 },
  );
});

test('whatever the blobs hold, each is tallied once', () => {
  const message = fc.record({
    role: fc.constantFrom('user', 'assistant', 'tool', 'x'),
    content: value.any,
    providerOptions: value.any,
  });
  fc.assert(
    fc.property(value.object, fc.array(fc.oneof(message, value.any), { maxLength: 8 }), (meta, blobs) => {
      const path = buildChat(fresh('store.db'), { meta, blobs });
      const session = readAll(cursor, { path });
      expect(session.coverage.records).toBe(blobs.length + (Object.keys(meta).length > 0 ? 1 : 0));
      sound(session);
    }),
    { numRuns: 150 },
  );
});

test('whatever the lines hold, each is tallied once', () => {
  const line = fc.record({
    role: fc.constantFrom('user', 'assistant', 'x'),
    message: fc.record({ content: value.any }),
  });
  fc.assert(
    fc.property(fc.array(fc.oneof(line, value.any), { maxLength: 12 }), (lines) => {
      const path = join(dir, 'a.jsonl');
      writeFileSync(path, lines.map((one) => JSON.stringify(one)).join('\n'));
      const session = readAll(cursor, { path });
      expect(session.coverage.records).toBe(lines.length);
      sound(session);
    }),
    { numRuns: 300 },
  );
});

test('a text transcript of any pieces is read', () => {
  const piece = fc.constantFrom(
    'user:\n',
    'A:\n',
    '[Thinking] a\n',
    '[Tool call] Shell\n',
    '  command: ls\n',
    '[Tool result] Shell\n',
    '\n',
    'text\n',
    '<user_query>\n',
    '\u0000\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const path = join(dir, 'a.txt');
      writeFileSync(path, pieces.join(''));
      sound(readAll(cursor, { path }));
    }),
    { numRuns: 300 },
  );
});
