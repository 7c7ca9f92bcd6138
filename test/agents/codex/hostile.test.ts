import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { codex } from '../../../src/agents/codex/codex.ts';
import { findShellPatch } from '../../../src/agents/codex/shell-patch.ts';
import { parsePatch } from '../../../src/agents/codex/patch-grammar.ts';
import { readOutput } from '../../../src/agents/codex/tool-output.ts';
import { readAll } from '../read-all.ts';

const LOG = join(import.meta.dirname, '../../fixtures/logs/codex/completed-items/input.jsonl');
const home = mkdtempSync(join(tmpdir(), 'codex-'));
afterAll(() => rmSync(home, { recursive: true }));

const readText = (text: string | Uint8Array) => {
  const path = join(home, 'input.jsonl');
  writeFileSync(path, text);
  return readAll(codex, { path });
};

const KINDS = [
  'message',
  'reasoning',
  'function_call',
  'function_call_output',
  'custom_tool_call',
  'custom_tool_call_output',
  'local_shell_call',
  'web_search_call',
  'tool_call',
  'tool_result',
  'agent_message',
  'user_message',
  'token_count',
  'task_started',
  'task_complete',
  'turn_aborted',
  'exec_command_end',
  'patch_apply_end',
  'mcp_tool_call_end',
  'dynamic_tool_call_response',
  'item_completed',
  'thread_goal_updated',
  'sub_agent_activity',
  'error',
  '__proto__',
];
const ITEMS = [
  'UserMessage',
  'AgentMessage',
  'Reasoning',
  'Plan',
  'CommandExecution',
  'FileChange',
  'McpToolCall',
  'Extension',
  'CollabAgentToolCall',
  'ImageView',
  'HookPrompt',
  'toString',
];
const KEYS = [
  'role',
  'content',
  'text',
  'name',
  'arguments',
  'input',
  'call_id',
  'id',
  'output',
  'info',
  'usage',
  'command',
  'cwd',
  'changes',
  'status',
  'success',
  'exit_code',
  'duration',
  'action',
  'query',
  'message',
  'summary',
  'turn_id',
  'goal',
  'agent_thread_id',
  'total_token_usage',
  'invocation',
  'result',
  '__proto__',
  'constructor',
];

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('user', 'assistant', 'shell', 'exec_command', 'apply_patch', 'update_plan', 'a', 'b', '{"cmd":"ls"}'),
);
const body = fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 8 });
const record = fc
  .record({
    timestamp: fc.oneof(fc.constant('2026-11-22T10:00:00.000Z'), value),
    type: fc.constantFrom(
      'session_meta',
      'turn_context',
      'response_item',
      'event_msg',
      'compacted',
      'token_usage_record',
      'x',
    ),
    kind: fc.constantFrom(...KINDS),
    item: fc.constantFrom(...ITEMS),
    body,
  })
  .map(({ timestamp, type, kind, item, body: fields }) =>
    JSON.stringify({ timestamp, type, payload: { ...fields, type: kind, item: { ...fields, type: item } } }),
  );

test('whatever the records hold, each is tallied once and nothing throws', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 40 }), (lines) => {
      const { coverage, events } = readText(lines.join('\n'));
      expect(coverage.records).toBe(lines.length);
      expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
    }),
    { numRuns: 300 },
  );
});

test('a log cut anywhere loses its last record at most', () => {
  const bytes = readFileSync(LOG);
  const lines = bytes.toString('utf8').split('\n');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: bytes.length - 1 }), (cut) => {
      const whole = bytes.subarray(0, cut).toString('utf8').split('\n').length - 1;
      const { coverage } = readText(bytes.subarray(0, cut));
      expect(coverage.understood + coverage.ignored.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(
        whole,
      );
      expect(coverage.broken.count).toBeLessThanOrEqual(1);
      expect(coverage.records).toBeLessThanOrEqual(lines.length);
    }),
    { numRuns: 200 },
  );
});

test('an empty file is a session without events', () => {
  const { events, coverage } = readText('');
  expect(events).toEqual([]);
  expect(coverage.records).toBe(0);
});

test('patches and outputs: any text is read', () => {
  const noise = fc.array(
    fc.constantFrom(
      '*** Begin Patch\n',
      '*** End Patch\n',
      '*** Add File: a\n',
      '*** Update File: b\n',
      '*** Move to: c\n',
      '@@\n',
      '+x\n',
      '-y\n',
      "apply_patch <<'E'\n",
      'E\n',
      'Output:\n',
      'Exit code: 1\n',
      'Command: ',
      'Chunk ID: a\n',
    ),
  );
  fc.assert(
    fc.property(noise, (parts) => {
      const text = parts.join('');
      for (const change of parsePatch(text) ?? []) expect(change.path).not.toBe('');
      findShellPatch(text);
      expect(readOutput(text).text).toBeTypeOf('string');
    }),
  );
});

test('what a command prints is never its exit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), fc.string(), (code, printed) => {
      const output = `Chunk ID: a1\nWall time: 0.1 seconds\nProcess exited with code ${code}\nOutput:\n${printed}\nProcess exited with code ${code + 1}\n`;
      expect(readOutput(output).exit).toEqual({ code, source: 'text' });
      expect(readOutput(`${printed} \nProcess exited with code 0\n`).exit).toBeUndefined();
    }),
  );
});
