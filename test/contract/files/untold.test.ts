import { describe, expect, test } from 'vitest';
import { filesFold } from '../../../src/contract/files/files-fold.ts';
import { foldAll } from '../../../src/contract/fold.ts';
import { settle } from '../../../src/contract/settle.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import type { Event, EventType } from '../../../src/domain/session.ts';

const atMinute = (minute: number): string => `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`;

const event = (minute: number, event_type: EventType, attributes: Event['attributes'] = {}): Event => ({
  event_id: `e${minute}`,
  timestamp: atMinute(minute),
  event_type,
  content: { blocks: [] },
  attributes,
});

interface Call {
  readonly from: number;
  readonly until?: number;
}

const call = ({ from, until }: Call, type: EventType, attributes: Event['attributes'] = {}): readonly Event[] => {
  const id = { [ATTR.callId]: `call-${from}` };
  const result: EventType = { type: 'ToolResult', data: { name: 'x', is_error: false, call_id: `call-${from}` } };
  return [
    event(from, type, { ...attributes, ...id }),
    ...(until === undefined ? [] : [event(until, result, { ...id, [ATTR.exitCode]: 0, [ATTR.exitSource]: 'text' })]),
  ];
};

const shell = (command: string, when: Call, attributes: Event['attributes'] = {}): readonly Event[] =>
  call(when, { type: 'ShellCommand', data: { command } }, attributes);

const untoldOf = (...events: readonly (readonly Event[])[]): string | undefined => {
  const inOrder = events.flat().sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
  const fold = filesFold({ root: '/repo', cwd: '/repo', home: '/home/u', script: () => undefined });
  return foldAll(fold, settle(inOrder)).untold_at;
};

const EDIT: EventType = { type: 'FileEdit', data: { path: 'a.js' } };

describe('until when a session may have changed files that its log does not name', () => {
  test.each<[string, string | undefined, readonly (readonly Event[])[]]>([
    ['never', undefined, [shell('rm a.js', { from: 1, until: 2 }), call({ from: 3, until: 4 }, EDIT)]],
    ['until a program ends', atMinute(5), [shell('make', { from: 1, until: 5 }), call({ from: 2, until: 3 }, EDIT)]],
    [
      'until the last of two ends',
      atMinute(9),
      [shell('make', { from: 1, until: 9 }), shell('make', { from: 2, until: 3 })],
    ],
    [
      'until another tool ends',
      atMinute(6),
      [call({ from: 1, until: 6 }, { type: 'ToolCall', data: { name: 'mcp' } })],
    ],
    ['an edit of which the log holds no result', atMinute(4), [call({ from: 4 }, EDIT)]],
    ['in the background', '', [shell('make', { from: 1, until: 2 }, { [ATTR.background]: true })]],
    ['in the background, by what is told', '', [shell('sleep 9 && rm a.js &', { from: 1, until: 2 })]],
    ['in a terminal of its own', '', [shell("tmux new -d 'make'", { from: 1, until: 2 })]],
    ['in a container that goes on', '', [shell('docker compose up -d', { from: 1, until: 2 })]],
    ['in a container', atMinute(2), [shell('docker compose up', { from: 1, until: 2 })]],
  ])('%s', (_, expected, events) => {
    expect(untoldOf(...events)).toBe(expected);
  });

  test('a deletion without an exit status may have failed', () => {
    expect(untoldOf([event(1, { type: 'ShellCommand', data: { command: 'git rm a.js' } })])).toBe(atMinute(1));
  });
});
