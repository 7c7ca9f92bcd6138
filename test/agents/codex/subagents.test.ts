import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codex } from '../../../src/agents/codex/codex.ts';
import { parentPath } from '../../../src/agents/reading/join-path.ts';
import { ATTR, isSubagentEvent } from '../../../src/domain/event-attributes.ts';
import { rememberingLists } from '../../../src/engine/remembering-lists.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll, textsOf } from '../read-all.ts';

const ROOT = join(import.meta.dirname, '../../fixtures/logs/codex/subagents/sessions');
const [PARENT = '', CHILD = '', GRANDCHILD = ''] = [...codex.find(ROOT, openLogReader())].map(({ path }) => path);
const CHILD_ID = '01a20000-8000-7000-8000-00000000000b';

test('sub-agents are put in by time, each as a task of its own, without the copied start', () => {
  const { events, head } = readAll(codex, { path: PARENT });
  expect(
    textsOf(
      events.filter((event) => !isSubagentEvent(event)),
      'UserMessage',
    ),
  ).toEqual(['Delegate it']);
  const lane = events.filter((event) => event.task_id === CHILD_ID);
  expect(lane.map(({ event_type: type }) => type.type)).toEqual([
    'TaskStart',
    'UserMessage',
    'ShellCommand',
    'ToolResult',
    'Custom',
    'AgentMessage',
    'TaskEnd',
  ]);
  expect(lane[0]?.event_type).toEqual({ type: 'TaskStart', data: { title: 'Find b' } });
  expect(lane.at(-1)?.event_type).toEqual({ type: 'TaskEnd', data: { summary: 'b.js exports b.' } });
  expect(lane.every((event) => event.attributes?.[ATTR.subagentId] === CHILD_ID)).toBe(true);
  expect(lane.find((event) => event.event_type.type === 'Custom')?.attributes?.[ATTR.inputTokens]).toBe(200);
  const times = events.map((event) => event.timestamp);
  expect(times).toEqual(times.toSorted());
  expect(head.sources).toEqual([PARENT, CHILD, GRANDCHILD]);
});

test('a sub-agent of a sub-agent keeps its own lane', () => {
  const { events } = readAll(codex, { path: PARENT });
  const starts = events.filter((event) => event.event_type.type === 'TaskStart').map((event) => event.task_id);
  expect(starts).toEqual([CHILD_ID, '01a20000-9000-7000-8000-00000000000c']);
});

test("a sub-agent's own log names its parent and tallies the copy as ignored", () => {
  const { events, head, coverage } = readAll(codex, { path: CHILD });
  expect(head.parent_session_id).toBe('01a20000-0000-7000-8000-00000000000a');
  const own = events.filter((event) => !isSubagentEvent(event));
  expect(textsOf(own, 'UserMessage')).toEqual([]);
  expect(textsOf(own, 'SystemMessage')).toEqual(['Find b']);
  expect(own.find((event) => event.event_type.type === 'SystemMessage')?.attributes?.[ATTR.source]).toBe('delegated');
  expect(coverage.ignored.filter(({ reason }) => reason.startsWith('copied')).length).toBeGreaterThan(0);
  expect(coverage.ratio).toBe(1);
});

test('the files of a session are its own and those of its sub-agents', () => {
  const files = codex.files?.({ agent: 'codex', path: PARENT }, openLogReader());
  expect(files).toEqual([PARENT, CHILD, GRANDCHILD]);
});

test('names of a folder are looked through once, however many threads are looked for in it', () => {
  const day = parentPath(PARENT);
  const names = readdirSync(day);
  let reads = 0;
  const counted = new Proxy(names, {
    get: (list, key) => (/^\d+$/.test(String(key)) && reads++, Reflect.get(list, key)),
  });
  const real = openLogReader();
  const logs = rememberingLists({ ...real, list: (dir) => (dir === day ? counted : real.list(dir)) });
  const files = Array.from({ length: 20 }, () => codex.files?.({ agent: 'codex', path: PARENT }, logs));
  expect(files).toEqual(Array.from({ length: 20 }, () => [PARENT, CHILD, GRANDCHILD]));
  expect(reads).toBe(names.length);
});
