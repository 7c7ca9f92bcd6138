import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { qwen } from '../../../src/agents/qwen/qwen.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import type { Event } from '../../../src/domain/session.ts';
import { readAll, textsOf } from '../read-all.ts';

const LOGS = join(import.meta.dirname, '../../fixtures/logs/qwen');
const FAILURES = join(LOGS, 'failures/5e551001-0000-4000-8000-000000000001.jsonl');
const RESUMED = join(LOGS, 'resumed/chats/5e551002-0000-4000-8000-000000000002.jsonl');
const DOCUMENT = join(LOGS, 'document/session-2025-10-01T09-00-d0c00001.json');

const resultOf = (events: readonly Event[], id: string): Event['attributes'] =>
  events.find(({ event_type: type }) => type.type === 'ToolResult' && type.data.call_id === id)?.attributes;

const callOf = (events: readonly Event[], id: string): Event | undefined =>
  events.find((event) => event.attributes?.[ATTR.callId] === id);

describe('tools that fail', () => {
  const { events, coverage } = readAll(qwen, { path: FAILURES });

  test('an exit is the agent’s own last block, not what a command printed', () => {
    expect(resultOf(events, 'c2')).toMatchObject({ [ATTR.exitCode]: 1, [ATTR.exitSource]: 'text' });
    expect(resultOf(events, 'c10')).toMatchObject({ [ATTR.exitCode]: 0, [ATTR.exitSource]: 'text' });
    expect(resultOf(events, 'c8')?.[ATTR.exitCode]).toBeUndefined();
    expect(resultOf(events, 'c7')?.[ATTR.background]).toBe(true);
  });

  test('what was refused or went wrong had no effect', () => {
    expect(callOf(events, 'c3')?.attributes?.[ATTR.noEffect]).toBeUndefined();
    expect(callOf(events, 'c4')?.attributes?.[ATTR.noEffect]).toBe(true);
    expect(callOf(events, 'c5')?.attributes?.[ATTR.noEffect]).toBe(true);
  });

  test('files know what was there before, their lines and their whole text, also where the log cut it', () => {
    expect(callOf(events, 'c3')?.attributes).toMatchObject({ [ATTR.fileBefore]: 'update', [ATTR.fullText]: true });
    const made = callOf(events, 'c6');
    expect(made?.event_type).toEqual({ type: 'FileCreate', data: { path: '/srv/app/sum.test.js' } });
    expect(made?.attributes).toMatchObject({ [ATTR.fileBefore]: 'create', [ATTR.linesAdded]: 1 });
    expect(made?.content.blocks).toEqual([{ type: 'Code', code: "import './sum.js';\n", language: 'javascript' }]);
  });

  test('tokens are counted once, without the cache; durations come from the telemetry', () => {
    const sum = (key: string): number =>
      events.reduce((total, event) => total + Number(event.attributes?.[key] ?? 0), 0);
    expect([sum(ATTR.inputTokens), sum(ATTR.outputTokens), sum(ATTR.cacheReadTokens)]).toEqual([1400, 105, 3900]);
    expect(events.find((event) => event.duration_ms === 2500)?.attributes?.[ATTR.callId]).toBe('c2');
  });

  test('a hook’s words are no prompt, and a torn last line is broken', () => {
    expect(textsOf(events, 'UserMessage')).toEqual(['Fix sum() and test it']);
    expect(coverage.broken.count).toBe(1);
    expect(coverage.unknown).toEqual([]);
  });
});

describe('a session of many turns', () => {
  const { events, head, coverage } = readAll(qwen, { path: RESUMED });

  test('a rewind takes back what was said, not what was done', () => {
    const own = events.filter((event) => event.task_id === undefined);
    expect(textsOf(own, 'UserMessage')).toEqual(['Rename b to bee', 'Now look at @notes.md', 'Use tabs']);
    expect(textsOf(own, 'AgentMessage')).not.toContain('Deleting.');
    expect(events.some(({ attributes }) => attributes?.[ATTR.plan] !== undefined)).toBe(false);
    expect(callOf(events, 'd1')?.event_type).toEqual({ type: 'FileCreate', data: { path: '/srv/app/stray.txt' } });
    expect(head.agent.model).toBe('qwen3-coder');
  });

  test('a sub-agent that was waited for is told from the telemetry, one in the background from its log', () => {
    const lane = (id: string): readonly string[] =>
      events.filter((event) => event.task_id === id).map((event) => event.event_type.type);
    expect(lane('a1')).toEqual(['TaskStart', 'ShellCommand', 'ToolResult', 'FileEdit', 'ToolResult', 'TaskEnd']);
    expect(lane('a2')).toEqual([
      'TaskStart',
      'UserMessage',
      'AgentMessage',
      'ShellCommand',
      'ToolResult',
      'AgentMessage',
      'TaskEnd',
    ]);
    expect(head.sources).toHaveLength(2);
  });

  test('ids are unique and the same at each reading, and what is new is named', () => {
    const ids = events.map((event) => event.event_id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(readAll(qwen, { path: RESUMED }).events.map((event) => event.event_id)).toEqual(ids);
    expect(coverage.unknown).toEqual([{ type: 'system/from_the_future', count: 1 }]);
    expect(head.context.title).toBe('Bee');
    expect(head).toMatchObject({ cwd: '/srv/app', branch: 'main' });
  });
});

test('the older document has plans, exits and tokens too', () => {
  const { events, head } = readAll(qwen, { path: DOCUMENT });
  expect(head.agent).toMatchObject({ tool: 'qwen', model: 'qwen3-coder-plus' });
  expect(resultOf(events, 't2')).toMatchObject({ [ATTR.exitCode]: 2, [ATTR.exitSource]: 'text' });
  expect(events.some(({ attributes }) => attributes?.[ATTR.plan] !== undefined)).toBe(true);
});

test('since 0.24 a status other than 0 makes a call an error: the command ran, and failed', () => {
  const path = join(LOGS, 'shell-result/chats/5e551003-0000-4000-8000-000000000003.jsonl');
  const { events } = readAll(qwen, { path });
  expect(
    ['z1', 'z2', 'z3', 'z4', 'z5'].map((id) => {
      const result = resultOf(events, id);
      return [result?.[ATTR.exitCode], result?.[ATTR.exitSource], callOf(events, id)?.attributes?.[ATTR.noEffect]];
    }),
  ).toEqual([
    [1, 'structured', undefined],
    [0, 'structured', undefined],
    [undefined, undefined, undefined],
    [undefined, undefined, true],
    [2, 'text', undefined],
  ]);
});
