import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gemini } from '../../../src/agents/gemini/gemini.ts';
import type { Event } from '../../../src/domain/session.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { readAll, textsOf } from '../read-all.ts';

const LOGS = join(import.meta.dirname, '../../fixtures/logs/gemini');
const DOCUMENT = join(LOGS, 'document/session-2026-01-05T09-00-0a1b2c3d.json');
const REPLAY = join(LOGS, 'replay/chats/session-2026-02-03T10-00-5e551011.jsonl');

const ofCall = (events: readonly Event[], id: string): readonly Event[] =>
  events.filter((event) => event.attributes?.[ATTR.callId] === id);

test('each prompt of a person stands once, without what was injected, rewound or referenced', () => {
  const { events } = readAll(gemini, { path: REPLAY });
  const own = events.filter((event) => event.task_id === undefined);
  expect(textsOf(own, 'UserMessage')).toEqual(['Add a sum function', 'Use @notes.md too']);
  expect(textsOf(own, 'AgentMessage')).toEqual([
    'Planning.',
    'Writing.',
    'Two questions.',
    'Lint fails. Next: fix it.',
  ]);
});

test('a sub-agent has a lane of its own, where its work was handed over', () => {
  const { events, head } = readAll(gemini, { path: REPLAY });
  const lane = events.filter((event) => event.task_id === 'x7y8z9');
  expect(lane.map((event) => event.event_type.type)).toEqual([
    'TaskStart',
    'UserMessage',
    'CodeSearch',
    'ToolResult',
    'TaskEnd',
  ]);
  expect(lane.every((event) => event.attributes?.[ATTR.subagentId] === 'x7y8z9')).toBe(true);
  expect(head.sources).toHaveLength(2);
});

test('what a command prints is not taken for its exit', () => {
  const { events } = readAll(gemini, { path: REPLAY });
  const results = ['s1', 's2'].map((id) => ofCall(events, id).at(-1)?.attributes);
  expect(results.map((one) => [one?.[ATTR.exitCode], one?.[ATTR.exitSource]])).toEqual([
    [0, 'absence'],
    [2, 'text'],
  ]);
  const old = readAll(gemini, { path: DOCUMENT });
  expect(ofCall(old.events, 'run_shell_command-1').at(-1)?.attributes?.[ATTR.exitCode]).toBe(1);
  expect(ofCall(old.events, 'run_shell_command-2').at(-1)?.attributes).toMatchObject({ [ATTR.noEffect]: true });
});

test('files know what was there before, their lines and their text', () => {
  const [call] = ofCall(readAll(gemini, { path: REPLAY }).events, 'w1');
  expect(call?.event_type).toEqual({ type: 'FileCreate', data: { path: '/srv/app/sum.js' } });
  expect(call?.attributes).toMatchObject({ [ATTR.fileBefore]: 'create', [ATTR.linesAdded]: 1, [ATTR.fullText]: true });
});

test('tokens are counted once per message, without the cache, thoughts as output', () => {
  const { events } = readAll(gemini, { path: DOCUMENT });
  const sum = (key: string): number => events.reduce((total, event) => total + Number(event.attributes?.[key] ?? 0), 0);
  expect([sum(ATTR.inputTokens), sum(ATTR.outputTokens), sum(ATTR.cacheReadTokens)]).toEqual([
    600 + 1205,
    50 + 10,
    400,
  ]);
});
