import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { qwen } from '../../../src/agents/qwen/qwen.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import type { Event } from '../../../src/domain/session.ts';
import { tempDir } from '../../support/temp-repo.ts';
import { readAll } from '../read-all.ts';

const of = (type: string, more: object): object => ({
  type,
  sessionId: 's',
  cwd: '/srv/app',
  version: '0.25.0',
  ...more,
});

const program = of('assistant', {
  uuid: 'a',
  message: { role: 'model', parts: [{ functionCall: { id: 'x', name: 'exec', args: { source: 'run()' } } }] },
});
const ended = (status: string): object => result('x', 'exec', { status });

const result = (id: string, name: string, told: object, subtype?: string): object =>
  of('tool_result', {
    uuid: `result of ${id}`,
    subtype,
    message: { role: 'user', parts: [{ functionResponse: { id, name, response: { output: '3 tests' } } }] },
    toolCallResult: { callId: id, ...told },
  });

const ran = (more: object = {}): object =>
  of('system', {
    uuid: 'told',
    subtype: 'ui_telemetry',
    systemPayload: {
      uiEvent: {
        'event.name': 'qwen-code.tool_call',
        call_id: 'x:code:1',
        parent_call_id: 'x',
        source: 'code_mode',
        function_name: 'run_shell_command',
        function_args: { command: 'npm test' },
        duration_ms: 7,
        status: 'success',
        execution_status: 'success',
        prompt_id: 's########0',
        ...more,
      },
    },
  });

/** As it stands in a turn with a goal. */
const answered = result(
  'x:code:1',
  'run_shell_command',
  { status: 'success', resultDisplay: { type: 'shell_result', exitCode: 0, outcome: 'completed' } },
  'code_mode_tool_result',
);

const eventsOf = (...records: readonly object[]): readonly Event[] => {
  const path = join(tempDir(), 'log.jsonl');
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return readAll(qwen, { path }).events;
};
const shape = (events: readonly Event[]): readonly string[] =>
  events.map((event) => `${event.event_type.type} ${String(event.attributes?.[ATTR.callId])}`);

const ONCE = ['ToolCall x', 'ShellCommand x:code:1', 'ToolResult x:code:1', 'ToolResult x'];

describe('a call of a program whose result has a record of its own', () => {
  test.each([
    ['behind the telemetry', [ran(), answered]],
    ['before it', [answered, ran()]],
  ])('%s is told once, with its exit status', (_, records) => {
    const events = eventsOf(program, ...records, ended('success'));
    expect(shape(events)).toEqual(ONCE);
    expect(events[1]?.event_type).toEqual({ type: 'ShellCommand', data: { command: 'npm test' } });
    expect(events[2]?.attributes).toMatchObject({ [ATTR.exitCode]: 0, [ATTR.exitSource]: 'structured' });
    expect(events[2]?.duration_ms).toBe(7);
  });
});

test('a call that the telemetry tells twice ran once, and calls without ids are as many as they are', () => {
  expect(shape(eventsOf(program, ran(), ran(), ended('success')))).toEqual(ONCE);
  const nameless = ran({ call_id: undefined });
  expect(eventsOf(program, nameless, nameless, ended('success'))).toHaveLength(6);
});

test('a program that failed after it did something had an effect', () => {
  const effect = (...records: readonly object[]): unknown =>
    eventsOf(program, ...records)[0]?.attributes?.[ATTR.noEffect];
  expect(effect(ran(), ended('error'))).toBeUndefined();
  expect(effect(ran({ status: 'error', execution_status: 'not_started' }), ended('error'))).toBe(true);
  expect(effect(ended('error'))).toBe(true);
});
