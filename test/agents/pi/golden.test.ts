/** Each folder below test/fixtures/logs/pi holds a log, input.jsonl; session.json is what is read of it. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pi } from '../../../src/agents/pi/pi.ts';
import { settle } from '../../../src/contract/settle.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import type { Event } from '../../../src/domain/session.ts';
import { readAll, textsOf } from '../read-all.ts';

const LOGS = join(import.meta.dirname, '../../fixtures/logs/pi');
const read = (name: string) => readAll(pi, { path: join(LOGS, name, 'input.jsonl') });

const settled = (name: string, id: string): Event => {
  const found = [...settle(read(name).events)].find((event) => event.attributes?.[ATTR.callId] === id);
  if (found === undefined) throw new Error(`no call ${id}`);
  return found;
};

const exitOf = (event: Event) => [
  event.event_type.type === 'ShellCommand' ? event.event_type.data.exit_code : null,
  event.attributes?.[ATTR.exitSource],
];

describe('failures', () => {
  test('a code at the very end, its absence, or none', () => {
    expect(exitOf(settled('failures', 'b1'))).toEqual([2, 'text']);
    expect(exitOf(settled('failures', 'b5'))).toEqual([0, 'absence']);
    expect(exitOf(settled('failures', 'b2'))).toEqual([undefined, undefined]);
  });

  test('what never ran had no effect; what timed out ran', () => {
    for (const id of ['e1', 'b3', 'b6']) expect(settled('failures', id).attributes?.[ATTR.noEffect]).toBe(true);
    for (const id of ['b1', 'b2', 'e2']) expect(settled('failures', id).attributes).not.toHaveProperty([ATTR.noEffect]);
  });

  test('lines are counted by the diff that was shown', () => {
    expect(settled('failures', 'e2').attributes).toMatchObject({ [ATTR.linesAdded]: 2, [ATTR.linesRemoved]: 1 });
  });

  test('a write does not say whether the file was there', () => {
    const written = settled('failures', 'w1');
    expect(written.event_type).toEqual({ type: 'FileCreate', data: { path: '/srv/app/notes.md' } });
    expect(written.attributes).toMatchObject({ [ATTR.fileBefore]: 'unknown', [ATTR.fullText]: true });
  });

  test('a broken off turn is told, and so is an error of the model', () => {
    const { events } = read('failures');
    expect(events.map((event) => event.attributes?.[ATTR.reason]).filter(Boolean)).toEqual(['Request was aborted.']);
    expect(textsOf(events, 'SystemMessage')).toEqual(['overloaded']);
  });
});

describe('a tree', () => {
  test('what stands is the path from the last entry to the root', () => {
    expect(textsOf(read('tree').events, 'UserMessage')).toEqual([
      'Add a sum function',
      '/skill:tidy Style two, please',
      'And now the docs',
      'like this',
    ]);
    const left = read('tree').coverage.ignored.filter(({ reason }) => reason === 'on a branch that was left');
    expect(left.reduce((sum, { count }) => sum + count, 0)).toBe(4);
  });

  test('a command of the person has a structured exit, unless it was cancelled', () => {
    const shells = [...settle(read('tree').events)].filter(({ event_type }) => event_type.type === 'ShellCommand');
    expect(shells.map(exitOf)).toEqual([
      [0, 'structured'],
      [1, 'structured'],
      [undefined, undefined],
    ]);
  });

  test('the plan is the todo list of each call', () => {
    const plans = read('tree').events.flatMap((event) => event.attributes?.[ATTR.plan] ?? []);
    expect(plans).toMatchObject([[{ status: 'pending' }], [{ status: 'completed' }]].flat());
  });

  test('tokens of summaries and tools count, those of a branch that was left do not', () => {
    const { events } = read('tree');
    const sum = events.reduce((total, event) => total + Number(event.attributes?.[ATTR.inputTokens] ?? 0), 0);
    expect(sum).toBe(6 * 10 + 7 + 100 + 50);
  });

  test('a fork names the session that it was taken from', () => {
    const { head } = read('tree');
    expect(head.context.related_session_ids).toEqual(['01a00000-0000-7000-8000-00000000000a']);
    expect([head.parent_session_id, head.context.title]).toEqual([undefined, 'Sum']);
  });
});

test('a linear log begins with its first entry, and what is not known is counted by its type', () => {
  const { head, coverage } = read('linear');
  expect(head.context.created_at).toBe('2026-03-04T09:00:01.000Z');
  expect(coverage.unknown.map(({ type }) => type).sort()).toEqual(['brand_new', 'message', 'message/narrator']);
  expect(coverage.broken.count).toBe(2);
});
