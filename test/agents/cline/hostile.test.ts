import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { cline } from '../../../src/agents/cline/cline.ts';
import { OpenSessionError } from '../../../src/domain/errors.ts';
import { readAll, type ReadSession } from '../read-all.ts';

const SESSION = join(
  import.meta.dirname,
  '../../fixtures/logs/cline/session/1772704800000_abcde/1772704800000_abcde.messages.json',
);
const home = mkdtempSync(join(tmpdir(), 'cline-'));
afterAll(() => rmSync(home, { recursive: true }));
mkdirSync(join(home, 's'));

const readFiles = (files: { readonly [name: string]: unknown }, named: string): ReadSession => {
  for (const [name, value] of Object.entries(files)) writeFileSync(join(home, 's', name), JSON.stringify(value));
  return readAll(cline, { path: join(home, 's', named) });
};

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('a', 'b', 'x.js', 'npm test', '{"success":true,"result":"x"}', "[a for 'b'] Result:"),
);
const bag = (...keys: readonly string[]) => fc.dictionary(fc.constantFrom(...keys, '__proto__'), value, { maxKeys: 6 });
const NAMES = [
  'run_commands',
  'editor',
  'apply_patch',
  'spawn_agent',
  'ask_question',
  'read_files',
  'write_to_file',
  'replace_in_file',
  'execute_command',
  'constructor',
];
const id = fc.constantFrom('a', 'b', 'c');
const block = fc.oneof(
  fc.record({ type: fc.constantFrom('text', 'thinking', 'image', 'file'), text: value, thinking: value, path: value }),
  fc.record({
    type: fc.constant('tool_use'),
    id,
    name: fc.constantFrom(...NAMES),
    input: fc.oneof(
      value,
      bag(
        'commands',
        'command',
        'path',
        'old_text',
        'new_text',
        'input',
        'diff',
        'task',
        'question',
        'files',
        'task_progress',
      ),
    ),
  }),
  fc.record({
    type: fc.constant('tool_result'),
    tool_use_id: id,
    content: fc.oneof(value, fc.array(bag('query', 'result', 'success', 'error', 'type', 'text'), { maxLength: 3 })),
    is_error: value,
  }),
  value,
);
const message = fc.oneof(
  fc.record({
    id: fc.option(id, { nil: undefined }),
    role: fc.constantFrom('user', 'assistant', 'robot'),
    content: fc.oneof(fc.array(block, { maxLength: 5 }), value),
    ts: fc.oneof(fc.constant(1_772_704_800_000), value),
    metadata: bag('kind', 'displayRole', 'displayOnly', 'summary'),
    metrics: bag('inputTokens', 'cacheReadTokens'),
  }),
  value,
);

test('sessions: whatever the messages hold, each is tallied once, ids are unique and nothing throws', () => {
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 20 }),
      fc.array(message, { maxLength: 5 }),
      value,
      (messages, sub, manifest) => {
        const files = { 's.messages.json': { messages }, 'agent.messages.json': { messages: sub }, 's.json': manifest };
        const { coverage, events } = readFiles(files, 's.messages.json');
        expect(coverage.records).toBe(messages.length + sub.length);
        expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
      },
    ),
    { numRuns: 500 },
  );
});

const KINDS = [
  'task',
  'text',
  'tool',
  'command',
  'command_output',
  'api_req_started',
  'completion_result',
  'use_mcp_server',
  'mcp_server_response',
  'subagent',
  'use_subagents',
  'followup',
  'task_progress',
  'toString',
];
const TOOLS = [
  'newFileCreated',
  'editedExistingFile',
  'fileDeleted',
  'readFile',
  'searchFiles',
  'updateTodoList',
  '__proto__',
];
const shownText = fc.oneof(
  value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))),
  fc
    .record({ tool: fc.constantFrom(...TOOLS), path: value, content: value, diff: value, todos: value })
    .map((one) => JSON.stringify(one)),
  bag('prompts', 'items', 'question', 'selected', 'tokensIn', 'cancelReason', 'serverName', 'arguments').map((one) =>
    JSON.stringify(one),
  ),
);
const shown = fc.oneof(
  fc.record({
    ts: fc.oneof(fc.constant(1_741_168_800_000), value),
    type: fc.constantFrom('say', 'ask', 'other'),
    say: fc.constantFrom(...KINDS),
    ask: fc.constantFrom(...KINDS),
    text: fc.oneof(shownText, value),
    partial: value,
    modelInfo: value,
  }),
  value,
);

test('tasks: whatever was shown and told, each is tallied once, ids are unique and nothing throws', () => {
  const first = { ts: 1, type: 'say', say: 'task', text: 'x' };
  fc.assert(
    fc.property(fc.array(shown, { maxLength: 25 }), fc.array(message, { maxLength: 8 }), (ui, told) => {
      const files = { 'ui_messages.json': [first, ...ui], 'api_conversation_history.json': told };
      const { coverage, events } = readFiles(files, 'ui_messages.json');
      expect(coverage.records).toBe(ui.length + 1 + told.length);
      expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
    }),
    { numRuns: 500 },
  );
});

test('a document that is cut or changed is read, or refused as broken', () => {
  const bytes = readFileSync(SESSION);
  const read = (data: Uint8Array): void => {
    writeFileSync(join(home, 'cut.messages.json'), data);
    try {
      readAll(cline, { path: join(home, 'cut.messages.json') });
    } catch (error) {
      expect(error).toBeInstanceOf(OpenSessionError);
    }
  };
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, byte) => {
      read(bytes.subarray(0, at));
      const copy = Uint8Array.from(bytes);
      copy[at] = byte;
      read(copy);
    }),
    { numRuns: 300 },
  );
});

test('tags without ends and labels without limits are read in no time', () => {
  const text =
    '<environment_details>'.repeat(20_000) + "[execute_command for '".repeat(20_000) + '<task>'.repeat(20_000);
  const { events } = readFiles(
    {
      'ui_messages.json': [],
      'api_conversation_history.json': [
        { role: 'user', content: text },
        { role: 'assistant', content: `<write_to_file>${'<content>'.repeat(50_000)}` },
      ],
    },
    'api_conversation_history.json',
  );
  expect(events.length).toBeGreaterThan(0);
});
