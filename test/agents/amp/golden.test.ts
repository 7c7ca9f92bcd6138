import { join } from 'node:path';
import { expect, test } from 'vitest';
import { amp } from '../../../src/agents/amp/amp.ts';
import { settle } from '../../../src/contract/settle.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { readAll, textsOf } from '../read-all.ts';

const LOGS = join(import.meta.dirname, '../../fixtures/logs/amp');
const read = (name: string) => readAll(amp, { path: join(LOGS, name, 'input.json') });

test('commands have their exits where they ended by themselves', () => {
  const commands = [...settle(read('tools-and-failures').events)].flatMap(({ event_type: type, attributes }) =>
    type.type === 'ShellCommand' ? [[type.data.command, type.data.exit_code, attributes?.[ATTR.exitSource]]] : [],
  );
  expect(commands).toEqual([
    ['npm test', 1, 'structured'],
    ['sleep 100', undefined, undefined],
    ['npm test', 0, 'structured'],
  ]);
});

test('changes of files: what was done, with lines; what was refused or failed has no effect', () => {
  const files = read('tools-and-failures').events.flatMap(({ event_type: type, attributes: facts }) =>
    type.type === 'FileCreate' || type.type === 'FileEdit' || type.type === 'FileDelete'
      ? [[type.type, type.data.path, facts?.[ATTR.linesAdded], facts?.[ATTR.linesRemoved], facts?.[ATTR.noEffect]]]
      : [],
  );
  const dir = '/home/dev/my repo';
  expect(files).toEqual([
    ['FileEdit', `${dir}/parse.js`, 2, 1, undefined],
    ['FileEdit', `${dir}/gone.js`, undefined, undefined, true],
    ['FileCreate', `${dir}/test/new.test.js`, undefined, undefined, undefined],
    ['FileDelete', `${dir}/old.js`, undefined, undefined, undefined],
    ['FileEdit', `${dir}/b.js`, 1, 1, undefined],
    ['FileEdit', `${dir}/secret.js`, undefined, undefined, true],
  ]);
});

test('the head: where it ran, and what the cache did not serve', () => {
  const { head, events } = read('tools-and-failures');
  expect([head.cwd, head.branch, head.start_commit?.slice(0, 7)]).toEqual([
    '/home/dev/my repo',
    'feature/amp',
    '0123456',
  ]);
  expect(head.agent).toEqual({
    provider: 'anthropic',
    model: 'claude-opus-4-6',
    tool: 'amp',
    tool_version: '0.0.1767600000-gabcdef0',
  });
  const sum = (key: string): number => events.reduce((total, event) => total + Number(event.attributes?.[key] ?? 0), 0);
  expect([sum(ATTR.inputTokens), sum(ATTR.cacheReadTokens)]).toEqual([30, 18_000]);
  expect(read('odd').head.cwd).toBe('c:\\Users\\dev\\app');
});

test('results stand at the end of their tools, where a trace tells it', () => {
  const times = read('tools-and-failures').events.flatMap((event) =>
    event.event_type.type === 'ToolResult' ? [event.timestamp.slice(14, 19)] : [],
  );
  expect(times.slice(0, 4)).toEqual(['00:05', '00:05', '00:05', '00:14']);
});

test('a prompt is one event with its pictures; what the person ran counts as a command', () => {
  const { events } = read('resumed');
  expect(textsOf(events, 'UserMessage')).toEqual([
    '왜 테스트가 실패하나요?',
    'Try again, see the picture',
    'The second',
  ]);
  expect(events.flatMap(({ event_type: type }) => (type.type === 'Custom' ? [type.data.kind] : []))).toEqual([
    'turn_aborted',
    'context_compacted',
  ]);
  expect(events.filter((event) => event.attributes?.[ATTR.exitCode] === 0)).toHaveLength(1);
});

test('what is not known is counted, and costs itself alone', () => {
  const { coverage } = read('odd');
  expect(coverage.unknown.map(({ type }) => type).sort()).toEqual(['content/hologram', 'message/robot']);
  expect(coverage.broken.count).toBe(2);
});
