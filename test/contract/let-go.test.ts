import { expect, test } from 'vitest';
import { letGo } from '../../src/contract/let-go.ts';
import { OUTPUT, settle, type SettledEvent } from '../../src/contract/settle.ts';
import { ATTR } from '../../src/domain/event-attributes.ts';
import type { Event } from '../../src/domain/session.ts';

const printed = (length: number): readonly SettledEvent[] => {
  const of = (id: string, type: Event['event_type'], text: string): Event => ({
    event_id: id,
    timestamp: '2026-01-01T00:00:00Z',
    event_type: type,
    content: { blocks: [{ type: 'Text', text }] },
    attributes: { [ATTR.callId]: 'a' },
    origin: { source: 0, offset: 0, length },
  });
  const call = of('e1', { type: 'ShellCommand', data: { command: 'cat log' } }, 'cat log');
  const result = of('e2', { type: 'ToolResult', data: { name: 'Bash', is_error: false, call_id: 'a' } }, 'output');
  return [...settle([call, result])];
};

test('of a long record nothing is held that an event shared with others', () => {
  const events = printed(2 * 1024 * 1024);
  for (const event of events) letGo(event);
  expect(events.map(({ content }) => content.blocks)).toEqual([[], []]);
  expect(events.map((event) => event[OUTPUT])).toEqual([undefined, undefined]);
});

test('one of a short record stays as it is', () => {
  const events = printed(1000);
  for (const event of events) letGo(event);
  expect(events.map(({ content }) => content.blocks.length)).toEqual([1, 1]);
  expect(events[0]?.[OUTPUT]).toBe('output');
});
