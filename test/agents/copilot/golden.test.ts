/** Each folder below test/fixtures/logs/copilot is a session's folder; session.json is what is read of it. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copilot } from '../../../src/agents/copilot/copilot.ts';
import { settle } from '../../../src/contract/settle.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import type { Event } from '../../../src/domain/session.ts';
import { readAll, textsOf } from '../read-all.ts';

const LOGS = join(import.meta.dirname, '../../fixtures/logs/copilot');
const read = (name: string) => readAll(copilot, { path: join(LOGS, name, 'events.jsonl') });

const settled = (name: string, id: string): Event => {
  const found = [...settle(read(name).events)].find((event) => event.attributes?.[ATTR.callId] === id);
  if (found === undefined) throw new Error(`no call ${id}`);
  return found;
};

const sum = (events: readonly Event[], key: string): number =>
  events.reduce((total, event) => total + Number(event.attributes?.[key] ?? 0), 0);

describe('failures', () => {
  test('exits are structured, told by the last line, or not told', () => {
    expect(settled('failures', 'c1').event_type).toMatchObject({ data: { exit_code: 1 } });
    expect(settled('failures', 'c1').attributes?.[ATTR.exitSource]).toBe('structured');
    expect(settled('failures', 'c9').event_type).toMatchObject({ data: { exit_code: 1 } });
    expect(settled('failures', 'c9').attributes?.[ATTR.exitSource]).toBe('text');
    expect(settled('failures', 'c10').event_type).toEqual({ type: 'ShellCommand', data: { command: 'npm run lint' } });
    expect(settled('failures', 'c10').attributes).not.toHaveProperty([ATTR.exitSource]);
  });

  test('what was refused or failed had no effect', () => {
    for (const id of ['c2', 'c3', 'c6']) expect(settled('failures', id).attributes?.[ATTR.noEffect]).toBe(true);
    for (const id of ['c1', 'c4', 'c5']) expect(settled('failures', id).attributes).not.toHaveProperty([ATTR.noEffect]);
  });

  test('files know whether they are new, their text, and their lines', () => {
    const made = settled('failures', 'c5');
    expect(made.event_type).toEqual({ type: 'FileCreate', data: { path: '/srv/app/notes.md' } });
    expect(made.attributes).toMatchObject({ [ATTR.fileBefore]: 'create', [ATTR.fullText]: true });
    expect(settled('failures', 'c4').attributes).toMatchObject({ [ATTR.linesAdded]: 1, [ATTR.linesRemoved]: 1 });
  });

  test('the title stands beside the log; a request that is recorded twice counts once', () => {
    const { head, events } = read('failures');
    expect(head.context.title).toBe("Trim blanks: the parser's first mend");
    expect([sum(events, ATTR.inputTokens), sum(events, ATTR.cacheReadTokens)]).toEqual([400, 600]);
  });
});

describe('a resumed session', () => {
  test('totals are cumulative, and hold what the messages counted', () => {
    const { events } = read('resumed');
    expect(sum(events, ATTR.inputTokens)).toBe(600 + 300);
    expect(sum(events, ATTR.outputTokens)).toBe(30 + 10 + 5 + 7 + 8);
    expect(sum(events, ATTR.cacheReadTokens)).toBe(300);
    expect(sum(events, ATTR.cacheWriteTokens)).toBe(100);
  });

  test('a command that outlived its call ends where its shell is read, one that never ended is in the background', () => {
    expect(settled('resumed', 's2').event_type).toMatchObject({ data: { exit_code: 0 } });
    expect(settled('resumed', 's2').duration_ms).toBe(4000);
    expect(settled('resumed', 's1').attributes?.[ATTR.background]).toBe(true);
  });

  test('goes on in another directory, from the commit where it began', () => {
    expect(settled('resumed', 's4').attributes?.[ATTR.shellCwd]).toBe('/srv/app/web');
    const { head } = read('resumed');
    expect([head.cwd, head.start_commit]).toEqual(['/srv/app', 'a1'.repeat(20)]);
  });

  test('the words of a completed task are not said twice', () => {
    expect(textsOf(read('resumed').events, 'AgentMessage').slice(-1)).toEqual([
      'One problem is left. Which rule should give way?',
    ]);
  });
});

test('sub-agents have lanes, named by the calls that started them', () => {
  const { events } = read('subagents');
  const lane = (id: string) => events.filter((event) => event.task_id === id).map(({ event_type }) => event_type.type);
  expect(lane('t1')).toEqual([
    'TaskStart',
    'UserMessage',
    'AgentMessage',
    'CodeSearch',
    'ToolResult',
    'AgentMessage',
    'Custom',
    'TaskEnd',
  ]);
  expect(lane('t2')).toEqual(['TaskStart', 'UserMessage', 'ShellCommand', 'ToolResult', 'Custom']);
  expect(
    events.filter((event) => event.task_id !== undefined).every((event) => event.attributes?.[ATTR.subagentId]),
  ).toBe(true);
});

describe('an early log', () => {
  test('only what a person typed is a prompt', () => {
    expect(textsOf(read('early').events, 'UserMessage')).toEqual(['Rename the tool']);
  });

  test('arguments may be text, patches may be of many files', () => {
    const patched = read('early').events.filter((event) => event.attributes?.[ATTR.callId] === 'o4');
    expect(patched.map(({ event_type }) => event_type)).toMatchObject([
      { type: 'FileEdit', data: { path: '/srv/app/b.js' } },
      { type: 'FileCreate', data: { path: '/srv/app/c.js' } },
      { type: 'FileDelete', data: { path: '/srv/app/d.js' } },
      { type: 'ToolResult' },
    ]);
    expect(patched[0]?.attributes?.[ATTR.renamedFrom]).toBe('/srv/app/a.js');
    expect(settled('early', 'o1').event_type).toEqual({ type: 'FileRead', data: { path: '/srv/app/a.js' } });
  });

  test('a question that was not answered stays open', () => {
    const { events } = read('early');
    const ids = (kind: string, key: string) =>
      events.flatMap(({ event_type: type, attributes }) =>
        type.type === 'Custom' && type.data.kind === kind ? [attributes?.[key]] : [],
      );
    expect(ids('question', ATTR.questions)).toEqual([
      [{ id: 'o5', text: 'Which name?' }],
      [{ id: 'o6', text: 'And the folder?' }],
    ]);
    expect(ids('answer', ATTR.questionIds)).toEqual([['o5']]);
  });

  test('what is not known is counted by its type, what is torn by its place', () => {
    const { coverage } = read('early');
    expect(coverage.unknown).toEqual([{ type: 'session.some_new_thing', count: 1 }]);
    expect(coverage.broken.count).toBe(2);
    expect(coverage.ignored.map(({ reason }) => reason)).toContain('repeats the result of its call');
  });
});
