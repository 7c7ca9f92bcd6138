import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { OUTPUT, settle } from '../../src/contract/settle.ts';
import { ATTR } from '../../src/domain/event-attributes.ts';
import type { Event, EventType } from '../../src/domain/session.ts';
import { collectGarbage } from '../../src/sources/keep-heap-small.ts';

const event = (id: string, type: EventType, attributes: Event['attributes'] = {}, text?: string): Event => ({
  event_id: id,
  timestamp: `2026-01-01T00:00:${id.replaceAll(/\D/g, '').padStart(2, '0')}Z`,
  event_type: type,
  content: { blocks: text === undefined ? [] : [{ type: 'Text', text }] },
  attributes,
});
const shell = (id: string, call: string): Event =>
  event(id, { type: 'ShellCommand', data: { command: 'npm test' } }, { [ATTR.callId]: call });
const edit = (id: string, call: string): Event =>
  event(id, { type: 'FileEdit', data: { path: 'a.js' } }, { [ATTR.callId]: call });
const result = (id: string, call: string, more: Event['attributes'] = {}, isError = false): Event =>
  event(id, { type: 'ToolResult', data: { name: 'x', is_error: isError } }, { [ATTR.callId]: call, ...more }, 'output');
const say = (id: string): Event => event(id, { type: 'AgentMessage' }, {}, 'hello');

describe('settle', () => {
  test('puts the outcome on the call and keeps the order', () => {
    const events = [
      shell('e1', 'a'),
      shell('e2', 'b'),
      say('e3'),
      result('e4', 'b', { [ATTR.exitCode]: 1, [ATTR.exitSource]: 'text' }),
      result('e5', 'a', { [ATTR.exitCode]: 0, [ATTR.exitSource]: 'absence' }),
    ];
    const settled = [...settle(events)];
    expect(settled.map(({ event_id }) => event_id)).toEqual(['e1', 'e2', 'e3', 'e4', 'e5']);
    expect(settled[0]?.event_type).toEqual({ type: 'ShellCommand', data: { command: 'npm test', exit_code: 0 } });
    expect(settled[1]?.event_type).toEqual({ type: 'ShellCommand', data: { command: 'npm test', exit_code: 1 } });
    expect(settled[1]?.attributes?.[ATTR.exitSource]).toBe('text');
    expect(settled[0]?.duration_ms).toBe(4000);
    expect(settled[0]?.[OUTPUT]).toBe('output');
  });

  test('an edit whose result is an error had no effect; all events of one call are settled', () => {
    const settled = [...settle([edit('e1', 'a'), edit('e2', 'a'), result('e3', 'a', {}, true)])];
    expect(settled.map((one) => one.attributes?.[ATTR.noEffect])).toEqual([true, true, undefined]);
  });

  test('of very many calls of one id those that waited too long are given up, and the others settled', () => {
    const count = 150_000;
    const calls = Array.from({ length: count }, (_, n) => shell(`e${n}`, 'same'));
    const settled = [...settle([...calls, result('end', 'same', { [ATTR.exitCode]: 1 })])];
    expect(settled).toHaveLength(count + 1);
    const given = settled.filter((one) => one.attributes?.[ATTR.unconfirmed] === true).length;
    const outcomes = settled
      .slice(given, -1)
      .map(({ event_type: type }) => type.type === 'ShellCommand' && type.data.exit_code);
    expect(new Set(outcomes)).toEqual(new Set([1]));
    expect(count - given).toBe(4096);
  });

  test('an event that was given out is not held', async () => {
    const given: WeakRef<Event>[] = [];
    const events = function* (): Generator<Event> {
      for (let n = 0; n < 8; n++) {
        const one = say(`e${n}`);
        given.push(new WeakRef(one));
        yield one;
      }
    };
    const settled = settle(events());
    for (let n = 0; n < 6; n++) settled.next();
    await setImmediate(); // weak references hold until the turn ends
    collectGarbage();
    expect(given.slice(0, 4).map((one) => one.deref())).toEqual([undefined, undefined, undefined, undefined]);
    settled.next();
  });

  test('one time for call and result is no duration', () => {
    const answer = { ...result('e2', 'a', { [ATTR.exitCode]: 0 }), timestamp: shell('e1', 'a').timestamp };
    expect([...settle([shell('e1', 'a'), answer])][0]?.duration_ms).toBeUndefined();
  });

  test('nothing shows that a call without a result ran, or one that failed without a status', () => {
    const unconfirmed = (...events: Event[]): unknown[] =>
      [...settle(events)].map((one) => one.attributes?.[ATTR.unconfirmed]);
    expect(unconfirmed(shell('e1', 'a'), say('e2'))).toEqual([true, undefined]);
    expect(unconfirmed(edit('e1', 'a'), say('e2'))).toEqual([true, undefined]);
    expect(unconfirmed(shell('e1', 'a'), result('e2', 'a', {}, true))).toEqual([true, undefined]);
    expect(unconfirmed(shell('e1', 'a'), result('e2', 'a', { [ATTR.exitCode]: -1 }, true))).toEqual([
      undefined,
      undefined,
    ]);
    expect(unconfirmed(shell('e1', 'a'), result('e2', 'a', {}))).toEqual([undefined, undefined]);
  });

  test('does not hold more than its window back', () => {
    let taken = 0;
    const endless = function* (): Generator<Event> {
      yield shell('e1', 'never');
      for (; taken < 10_000; taken++) yield say('e2');
    };
    settle(endless()).next();
    expect(taken).toBeLessThan(5000);
  });

  test.each([
    ['text', (text: string): Event => event('e2', { type: 'AgentMessage' }, {}, text)],
    [
      'arguments',
      (text: string): Event => ({ ...edit('e2', 'b'), content: { blocks: [{ type: 'Json', data: [{ text }] }] } }),
    ],
    [
      'diff',
      (diff: string): Event => event('e2', { type: 'FileEdit', data: { path: 'a.js', diff } }, { [ATTR.callId]: 'b' }),
    ],
    ['command', (command: string): Event => event('e2', { type: 'ShellCommand', data: { command } })],
    [
      'image',
      (url: string): Event => ({ ...say('e2'), content: { blocks: [{ type: 'Image', url, mime: 'image/png' }] } }),
    ],
    ['attribute', (text: string): Event => event('e2', { type: 'AgentMessage' }, { [ATTR.fileBefore]: text })],
  ])('holds few events back that are large by their %s', (_, make) => {
    let taken = 0;
    const endless = function* (): Generator<Event> {
      yield shell('e1', 'never');
      for (const text = 'x'.repeat(1024 * 1024); taken < 100; taken++) yield make(text);
    };
    settle(endless()).next();
    expect(taken).toBeLessThan(8);
  });

  test('a call of whatever size waits for the result that comes next', () => {
    const long = { ...edit('e1', 'a'), content: { blocks: [{ type: 'Json', data: ['x'.repeat(8 * 1024 * 1024)] }] } };
    const [call] = settle([long as Event, result('e2', 'a')]);
    expect(call?.attributes).not.toHaveProperty(ATTR.unconfirmed);
  });
});
