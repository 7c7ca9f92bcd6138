import { cpSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cline } from '../../../src/agents/cline/cline.ts';
import { ATTR, CUSTOM } from '../../../src/domain/event-attributes.ts';
import type { Event } from '../../../src/domain/session.ts';
import { readAll, textsOf } from '../read-all.ts';

const LOGS = join(import.meta.dirname, '../../fixtures/logs/cline');
const SESSION = join(LOGS, 'session/1772704800000_abcde/1772704800000_abcde.messages.json');
const TASK = join(LOGS, 'task/tasks/1741168800000/ui_messages.json');
const TOLD = join(LOGS, 'task/tasks/1741168800000/api_conversation_history.json');
const XML = join(LOGS, 'xml-task/api_conversation_history.json');

const callOf = (events: readonly Event[], id: string): Event | undefined =>
  events.find((event) => event.attributes?.[ATTR.callId] === id);

const resultOf = (events: readonly Event[], id: string): Event['attributes'] =>
  events.find(({ event_type: type }) => type.type === 'ToolResult' && type.data.call_id === id)?.attributes;

const exitsOf = (events: readonly Event[]): readonly unknown[] =>
  events.flatMap(({ attributes }) =>
    attributes?.[ATTR.exitCode] === undefined ? [] : [[attributes[ATTR.exitCode], attributes[ATTR.exitSource]]],
  );

describe('a session', () => {
  const { events, head } = readAll(cline, { path: SESSION });

  test('each command of a call has its own exit', () => {
    expect(exitsOf(events.filter((event) => event.task_id === undefined))).toEqual([
      [1, 'text'],
      [0, 'structured'],
    ]);
    expect(callOf(events, 'c1:2')?.event_type).toEqual({
      type: 'ShellCommand',
      data: { command: String.raw`node -e 'console.log('\''a b'\'')'` },
    });
  });

  test('refused, failed, left running or timed out: no exit, and no effect where nothing was done', () => {
    expect(callOf(events, 'c3')?.attributes?.[ATTR.noEffect]).toBe(true);
    expect(callOf(events, 'c4')?.attributes?.[ATTR.noEffect]).toBe(true);
    expect(resultOf(events, 'c5')).toMatchObject({ [ATTR.background]: true });
    expect(resultOf(events, 'c13')?.[ATTR.exitCode]).toBeUndefined();
    expect(callOf(events, 'c13')?.attributes?.[ATTR.noEffect]).toBeUndefined();
  });

  test('edits have a diff and its lines, new files their text, patches their renames', () => {
    expect(callOf(events, 'c2')?.event_type).toMatchObject({ data: { diff: '@@ -2,1 +2,1 @@\n-2\n+two\n' } });
    expect(callOf(events, 'c2')?.attributes).toMatchObject({ [ATTR.linesAdded]: 1, [ATTR.linesRemoved]: 1 });
    expect(callOf(events, 'c6')?.attributes).toMatchObject({ [ATTR.fileBefore]: 'create', [ATTR.fullText]: true });
    expect(callOf(events, 'c7')?.attributes).toMatchObject({ [ATTR.renamedFrom]: '/srv/app/a.js' });
  });

  test('a sub-agent’s messages are its lane, its tokens counted once', () => {
    const lane = events.filter((event) => event.task_id === 'c10');
    expect(lane.map((event) => event.event_type.type)).toEqual([
      'TaskStart',
      'UserMessage',
      'ShellCommand',
      'ToolResult',
      'AgentMessage',
      'TaskEnd',
    ]);
    const output = (id: string): number =>
      events.reduce(
        (sum, event) => sum + (event.task_id === id ? Number(event.attributes?.[ATTR.outputTokens] ?? 0) : 0),
        0,
      );
    expect([output('c10'), output('c11')]).toEqual([7, 5]);
    expect(
      textsOf(
        events.filter((event) => event.task_id === 'mate__t1'),
        'AgentMessage',
      ),
    ).toEqual(['Done.']);
  });

  test('prompts are what was typed, the question is answered, tokens are without the cache', () => {
    const own = events.filter((event) => event.task_id === undefined);
    expect(textsOf(own, 'UserMessage')).toEqual(['Fix sum() and test it', 'Go on']);
    const kinds = own.flatMap(({ event_type: type }) => (type.type === 'Custom' ? [type.data.kind] : []));
    expect(kinds).toEqual([CUSTOM.question, CUSTOM.answer]);
    expect(own[2]?.attributes).toMatchObject({
      [ATTR.inputTokens]: 300,
      [ATTR.cacheReadTokens]: 600,
      [ATTR.cacheWriteTokens]: 100,
    });
    expect(head).toMatchObject({
      cwd: '/srv/app',
      branch: 'main',
      start_commit: '4c33f3306f54eb4ef6ca90aaa4f3ae615d63c82c',
    });
    expect(head.sources).toHaveLength(3);
  });
});

describe('a task', () => {
  const { events, head, coverage } = readAll(cline, { path: TASK });

  test('what was shown is told with the exits that the model was told', () => {
    expect(exitsOf(events)).toEqual([
      [1, 'text'],
      [0, 'text'],
    ]);
    expect(textsOf(events, 'UserMessage')).toEqual(['Fix sum() and test it', 'Which name is better?']);
    expect(textsOf(events, 'AgentMessage')).toEqual(['Testing.', 'sum() adds now.']);
  });

  test('either of its files names it', () => {
    const told = readAll(cline, { path: TOLD });
    const times = (all: readonly Event[]): readonly string[] =>
      all.map(({ event_type: type, timestamp }) => `${timestamp} ${type.type}`);
    expect(times(told.events)).toEqual(times(events));
    expect(told.head.session_id).toBe(head.session_id);
  });

  test('either of its files tells it while a crash has left the other torn', () => {
    const dir = mkdtempSync(join(tmpdir(), 'cline-'));
    cpSync(dirname(TASK), dir, { recursive: true });
    const [told, shown] = [join(dir, basename(TOLD)), join(dir, basename(TASK))];
    truncateSync(told, 900);
    const read = readAll(cline, { path: told });
    expect(textsOf(read.events, 'UserMessage')).toEqual(textsOf(events, 'UserMessage'));
    expect(exitsOf(read.events)).toEqual([]);
    expect(read.coverage.broken.count).toBe(coverage.broken.count + 1);
    truncateSync(shown, 900);
    expect(() => readAll(cline, { path: told })).toThrow(told);
    cpSync(TOLD, told);
    expect(textsOf(readAll(cline, { path: shown }).events, 'UserMessage')).toEqual(['Fix sum() and test it']);
    rmSync(dir, { recursive: true });
  });

  test('changes know their lines, their text, and whether a person allowed them', () => {
    expect(callOf(events, 'tool-12')?.attributes).toMatchObject({
      [ATTR.linesAdded]: 1,
      [ATTR.linesRemoved]: 1,
      [ATTR.fullText]: true,
    });
    expect(callOf(events, 'tool-13')?.attributes).toMatchObject({ [ATTR.fileBefore]: 'create', [ATTR.fullText]: true });
    expect(callOf(events, 'tool-14')?.attributes).toMatchObject({ [ATTR.noEffect]: true });
    expect(callOf(events, 'tool-29')?.event_type).toEqual({ type: 'FileDelete', data: { path: '/srv/app/old.js' } });
  });

  test('plans, sub-agents, cancelled turns and costs', () => {
    expect(events.find(({ attributes }) => attributes?.[ATTR.plan] !== undefined)?.attributes?.[ATTR.plan]).toEqual([
      { id: '1', text: 'Look', status: 'completed' },
      { id: '2', text: 'Fix sum()', status: 'pending' },
    ]);
    expect(events.filter((event) => event.task_id !== undefined).map(({ event_type: type }) => type.type)).toEqual([
      'TaskStart',
      'TaskEnd',
    ]);
    expect(
      events.filter(({ event_type: type }) => type.type === 'Custom' && type.data.kind === CUSTOM.turnAborted),
    ).toHaveLength(1);
    expect(events.reduce((sum, event) => sum + Number(event.attributes?.[ATTR.inputTokens] ?? 0), 0)).toBe(110);
    expect(coverage.unknown).toEqual([{ type: 'say/from_the_future', count: 1 }]);
    expect(coverage.broken.count).toBe(1);
  });

  test('a lone history without times is told from what the model was told', () => {
    const dir = mkdtempSync(join(tmpdir(), 'cline-'));
    try {
      cpSync(TOLD, join(dir, 'history.json'));
      const alone = readAll(cline, { path: join(dir, 'history.json') });
      expect(exitsOf(alone.events)).toEqual([[1, 'text']]);
      expect(alone.head.cwd).toBe('/srv/app');
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});

test('calls that were written as text are calls', () => {
  const { events } = readAll(cline, { path: XML });
  expect(textsOf(events, 'UserMessage')).toEqual(['Make hello.html', 'Make it blue']);
  expect(textsOf(events, 'AgentMessage')).toEqual(['Writing.', 'hello.html is there.']);
  expect(callOf(events, 'call-2')?.event_type).toEqual({ type: 'FileCreate', data: { path: '/srv/web/hello.html' } });
  expect(callOf(events, 'call-2')?.content.blocks[0]).toMatchObject({
    code: '<p>See </content> and <path>x</path></p>',
  });
  expect(exitsOf(events)).toEqual([]);
});
