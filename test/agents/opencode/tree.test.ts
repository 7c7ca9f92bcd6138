import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { opencode } from '../../../src/agents/opencode/opencode.ts';
import { readAll } from '../read-all.ts';

const FIXTURE = join(import.meta.dirname, '../../fixtures/logs/opencode/tree');
const PATH = join(FIXTURE, 'storage/session/prj/ses_made00000000000000000001.json');

test('messages come in the order of their times, whatever their names', () => {
  const { events, coverage } = readAll(opencode, { path: PATH });
  const own = events.filter((event) => event.task_id === undefined);
  expect(own.map((event) => event.event_type.type)).toEqual([
    'UserMessage',
    'Thinking',
    'AgentMessage',
    'ToolCall',
    'ToolResult',
    'FileEdit',
    'ToolResult',
    'ShellCommand',
    'ToolResult',
    'AgentMessage',
    'Custom',
  ]);
  expect([coverage.broken.count, coverage.unknown]).toEqual([1, [{ type: 'part/hologram', count: 1 }]]);
});

test('a session that is not there is an error with a code', () => {
  expect(() => readAll(opencode, { path: join(FIXTURE, 'storage/session/prj/ses_none.json') })).toThrow(
    expect.objectContaining({ code: 'session_not_found' }),
  );
});

test('one that is damaged is not one that is gone, of which a list says nothing', () => {
  const dir = mkdtempSync(join(tmpdir(), 'opensession-opencode-'));
  try {
    const path = join(dir, 'ses_torn.json');
    writeFileSync(path, '{"id": "ses_to');
    expect(() => readAll(opencode, { path })).toThrow(expect.objectContaining({ code: 'log_broken' }));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
