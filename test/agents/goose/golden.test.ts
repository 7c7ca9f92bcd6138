import { expect, test } from 'vitest';
import { goose } from '../../../src/agents/goose/goose.ts';
import { settle } from '../../../src/contract/settle.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import type { Event } from '../../../src/domain/session.ts';
import { readCase } from '../golden-case.ts';
import { type ReadSession, textsOf } from '../read-all.ts';

const read = (name: string): ReadSession => readCase(goose, name);

const commands = (events: readonly Event[]) =>
  [...settle(events)].flatMap(({ event_type: type, attributes }) =>
    type.type === 'ShellCommand' ? [[type.data.command, type.data.exit_code, attributes?.[ATTR.exitSource]]] : [],
  );

test('exits: a field, else the last line of a failure, else the mark that is missing', () => {
  expect(commands(read('store-2026').events)).toEqual([
    ['npm test', 1, 'structured'],
    ['rm -rf build', undefined, undefined],
    ['cat docs.md', 0, 'structured'],
    ['npm test', 0, 'structured'],
    ['npm run slow', undefined, undefined],
    ['npm run lint', 0, 'absence'],
    ['npm run types', 2, 'text'],
  ]);
});

test('the older shell tool logs no exit', () => {
  expect(commands(read('store-compacted').events)).toEqual([
    ['npm test', undefined, undefined],
    ['sleep 60', undefined, undefined],
  ]);
});

const files = (events: readonly Event[]) =>
  [...settle(events)].flatMap(({ event_type: type, attributes: facts }) =>
    type.type === 'FileCreate' || type.type === 'FileEdit'
      ? [
          [
            type.type,
            type.data.path.replace('/home/dev/repo/', ''),
            facts?.[ATTR.fileBefore],
            facts?.[ATTR.linesAdded],
            facts?.[ATTR.linesRemoved],
            facts?.[ATTR.noEffect],
          ],
        ]
      : [],
  );

test('changes of files, of both generations of tools', () => {
  expect(files(read('store-2026').events)).toEqual([
    ['FileEdit', 'parse.js', undefined, 1, 0, undefined],
    ['FileCreate', 'test/new.test.js', 'create', 1, 0, undefined],
    ['FileCreate', 'README.md', 'update', undefined, undefined, undefined],
    ['FileEdit', 'gone.js', undefined, 1, 1, true],
  ]);
  expect(files(read('store-compacted').events)).toEqual([
    ['FileEdit', 'a.js', undefined, 2, 1, undefined],
    ['FileCreate', 'b.js', 'unknown', undefined, undefined, undefined],
    ['FileEdit', 'a.js', undefined, 2, 0, undefined],
    ['FileEdit', 'a.js', undefined, undefined, undefined, undefined],
    ['FileEdit', 'c.js', undefined, 2, 1, true],
  ]);
});

test("a sub-agent's session is a lane, in time", () => {
  const lane = read('store-2026').events.filter((event) => event.task_id === '20260105_2');
  expect(lane.map(({ event_type: type }) => type.type)).toEqual([
    'TaskStart',
    'UserMessage',
    'ShellCommand',
    'ToolResult',
    'AgentMessage',
    'Custom',
    'TaskEnd',
  ]);
  const bare = read('store-compacted').events.filter((event) => event.task_id !== undefined);
  expect(bare.map(({ event_type: type }) => type)).toEqual([
    { type: 'TaskStart', data: { title: 'Write the docs' } },
    { type: 'TaskEnd', data: { summary: 'Docs written.' } },
  ]);
});

test('tokens count once, the cache apart, whether the input holds it or not', () => {
  const used = (name: string) =>
    read(name).events.flatMap(({ attributes: facts, task_id: task }) =>
      facts?.[ATTR.inputTokens] === undefined || task !== undefined
        ? []
        : [[ATTR.inputTokens, ATTR.cacheReadTokens, ATTR.cacheWriteTokens, ATTR.outputTokens].map((key) => facts[key])],
    );
  expect(used('store-2026')).toEqual([
    [100, 800, 100, 50],
    [20, 900, 100, 30],
  ]);
  expect(used('store-compacted')).toEqual([[5000, 0, 0, 200]]);
  expect(used('legacy')).toEqual([[100, 0, 0, 20]]);
});

test('a compaction is told once, and says no prompt twice', () => {
  const { events } = read('store-compacted');
  expect(textsOf(events, 'UserMessage')).toEqual(['고쳐 주세요', 'Now write the docs', 'Go on without it']);
  expect(textsOf(events, 'SystemMessage')).toEqual(['Turn context']);
  expect(events.flatMap(({ event_type: type }) => (type.type === 'Custom' ? [type.data.kind] : []))).toEqual([
    'context_compacted',
    'turn_aborted',
    'token_count',
  ]);
});

test('the head: title, model, directory, times', () => {
  expect(read('store-2026').head).toMatchObject({
    session_id: '20260105_1',
    agent: { provider: 'anthropic', model: 'claude-sonnet-4-5' },
    cwd: '/home/dev/repo',
    context: { title: 'Trim blanks', created_at: '2026-01-05T09:00:00Z', updated_at: '2026-01-05T09:05:00Z' },
  });
  expect(read('store-compacted').head.context.title).toBe('고쳐 주세요');
});

test('a broken line, an unknown content and an unknown role cost themselves alone', () => {
  const { coverage, events } = read('legacy');
  expect(coverage.broken.count).toBe(2);
  expect(coverage.unknown.map(({ type }) => type).sort()).toEqual(['content/hologram', 'message/system']);
  expect(textsOf(events, 'UserMessage')).toEqual(['Which port is used?', 'And the host?']);
});
