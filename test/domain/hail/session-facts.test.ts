import { describe, expect, it } from 'vitest';
import { OpenSessionError } from '../../../src/domain/errors.ts';
import { byCodePoint } from '../../../src/domain/code-point-order.ts';
import { maxActiveAgents } from '../../../src/domain/hail/max-active-agents.ts';
import { changedPaths, extractMetadata } from '../../../src/domain/hail/metadata.ts';
import { readHail } from '../../../src/domain/hail/read.ts';
import { reduceSession } from '../../../src/domain/hail/reduce-session.ts';
import { scoreSession } from '../../../src/domain/hail/score.ts';
import { compareTimes, withNumericOffset } from '../../../src/domain/hail/timestamp.ts';
import { validateSession } from '../../../src/domain/hail/validate.ts';
import type { Event, EventType, Session } from '../../../src/domain/session.ts';
import { EXAMPLE } from './example.hail.ts';

const { session: example } = readHail(EXAMPLE);
let next = 0;
const event = (event_type: EventType, more: Partial<Event> = {}): Event => ({
  event_id: `e-${next++}`,
  timestamp: '2026-03-01T09:00:00Z',
  event_type,
  content: { blocks: [] },
  ...more,
});
const withEvents = (...events: readonly Event[]): Session => ({ ...example, events });
const shell = (exit_code?: number, task_id?: string): Event =>
  event(
    { type: 'ShellCommand', data: { command: 'x', ...(exit_code === undefined ? {} : { exit_code }) } },
    task_id === undefined ? {} : { task_id },
  );
const result = (is_error: boolean): Event => event({ type: 'ToolResult', data: { name: 'x', is_error } });
const says = (text: string): Event => event({ type: 'UserMessage' }, { content: { blocks: [{ type: 'Text', text }] } });

describe('validateSession', () => {
  it('finds nothing in the example', () => {
    expect(validateSession(example)).toEqual([]);
  });

  it('finds everything, in order', () => {
    const session: Session = {
      ...example,
      version: 'mail-1',
      session_id: '',
      agent: { provider: '', model: '', tool: '' },
      events: [
        event({ type: 'FileEdit', data: { path: '' } }, { event_id: '' }),
        event({ type: 'ShellCommand', data: { command: '' } }, { event_id: 'a', timestamp: '2026-03-01T09:00:02Z' }),
        event({ type: 'ToolCall', data: { name: '' } }, { event_id: 'a', timestamp: '2026-03-01T09:00:02Z' }),
        event({ type: 'Thinking' }, { event_id: 'a', timestamp: '2026-03-01T09:00:01.999Z' }),
      ],
    };
    expect(validateSession(session)).toEqual([
      { kind: 'InvalidVersion', version: 'mail-1' },
      { kind: 'MissingField', field: 'session_id' },
      { kind: 'MissingField', field: 'agent.provider' },
      { kind: 'MissingField', field: 'agent.tool' },
      { kind: 'InvalidEvent', index: 0, reason: 'event_id is empty' },
      { kind: 'InvalidEvent', index: 0, reason: 'path is empty' },
      { kind: 'InvalidEvent', index: 1, reason: 'command is empty' },
      { kind: 'InvalidEvent', index: 2, reason: 'name is empty' },
      { kind: 'DuplicateEventId', index: 2, event_id: 'a' },
      { kind: 'DuplicateEventId', index: 3, event_id: 'a' },
      { kind: 'EventsOutOfOrder', index: 3 },
    ]);
    expect(validateSession(withEvents())).toEqual([{ kind: 'EmptySession' }]);
  });
});

describe('scoreSession', () => {
  it.each<[string, readonly Event[], number]>([
    ['nothing', [], 100],
    ['fail, then success', [shell(1), shell(0)], 85],
    ['success in another task', [shell(1, 'a'), shell(0, 'b')], 80],
    ['an unknown exit', [shell(), shell()], 100],
    ['a failed tool', [result(true)], 81],
    ['many failures', Array.from({ length: 20 }, () => [shell(2), result(true)]).flat(), 35],
  ])('%s', (_name, events, score) => {
    expect(scoreSession(withEvents(...events))).toBe(score);
  });

  it('knows zero_v1, and names what it knows for another', () => {
    expect(scoreSession(withEvents(shell(1)), 'zero_v1')).toBe(0);
    expect(() => scoreSession(example, 'best')).toThrow(OpenSessionError);
    expect(() => scoreSession(example, 'best')).toThrow(/heuristic_v1, zero_v1/);
  });
});

describe('maxActiveAgents', () => {
  const start = (task_id: string): Event => event({ type: 'TaskStart', data: {} }, { task_id });
  const end = (task_id: string): Event => event({ type: 'TaskEnd', data: {} }, { task_id });
  it.each<[number, readonly Event[]]>([
    [1, []],
    [1, [start('  ')]],
    [3, [start('a'), start('b'), end('a'), end('b')]],
    [2, [start('a'), end('a'), start('b'), end('b')]],
    [2, [start('a'), start(' a ')]],
  ])('%d', (count, events) => {
    expect(maxActiveAgents(events)).toBe(count);
  });
});

describe('extractMetadata', () => {
  it('takes title and folder from the context', () => {
    expect(extractMetadata(example)).toEqual({
      title: 'Repair login test',
      description: 'Repair login test',
      tags: 'claude-code',
      created_at: '2026-03-01T09:00:00+00:00',
      working_directory: '/srv/shop',
      files_modified: '["src/login.ts"]',
      files_read: null,
      has_errors: false,
    });
  });

  it('falls back to the first prompts, cut at a character border', () => {
    const { title: _title, ...context } = example.context;
    const session = { ...withEvents(says('  '), says(` ${'가'.repeat(40)} `), says('b')), context };
    const { title, description } = extractMetadata(session);
    expect(title).toBe(`${'가'.repeat(25)}...`);
    expect(description).toBe(`${'가'.repeat(40)} b`);
  });

  it('keeps a path that is both read and changed among the changed', () => {
    const at = (type: 'FileRead' | 'FileDelete' | 'FileCreate', path: string): Event => event({ type, data: { path } });
    const session = withEvents(at('FileRead', 'a'), at('FileRead', 'b'), at('FileDelete', 'a'), at('FileCreate', 'a'));
    expect(extractMetadata(session)).toMatchObject({ files_modified: '["a"]', files_read: '["b"]' });
    expect(changedPaths(session.events)).toEqual({ modified: ['a'], deleted: [] });
  });

  it('sorts by code point', () => {
    expect(['\u{1F601}', '\u{1F600}', '\uFFFD', 'a', 'aa'].sort(byCodePoint)).toEqual([
      'a',
      'aa',
      '\uFFFD',
      '\u{1F600}',
      '\u{1F601}',
    ]);
  });
});

describe('times', () => {
  it.each([
    ['2026-03-01T09:00:00Z', '2026-03-01T09:00:00+00:00'],
    ['2026-03-01T09:00:40.250Z', '2026-03-01T09:00:40.250+00:00'],
    ['2026-03-01T18:00:00.1234+09:00', '2026-03-01T09:00:00.123400+00:00'],
    ['2026-03-01T09:00:00.1234567Z', '2026-03-01T09:00:00.123456700+00:00'],
    ['soon', 'soon'],
  ])('%s becomes %s', (from, to) => {
    expect(withNumericOffset(from)).toBe(to);
  });

  it('compares beyond milliseconds and across zones', () => {
    expect(compareTimes('2026-03-01T09:00:00.0001Z', '2026-03-01T09:00:00.0002Z')).toBeLessThan(0);
    expect(compareTimes('2026-03-01T09:00:00.10Z', '2026-03-01T10:00:00.1+01:00')).toBe(0);
    expect(compareTimes('x', '2026-03-01T09:00:00Z')).toBeUndefined();
  });
});

describe('reduceSession', () => {
  it('keeps messages, changes, task borders and commands that did not plainly succeed', () => {
    const kept: readonly Event[] = [says('go'), shell(1), shell()];
    const events = [...kept, shell(0), result(true), event({ type: 'Thinking' }, { attributes: { a: 1 } })];
    const reduced = reduceSession(example, events);
    expect(reduced.events).toEqual(kept);
    expect(reduced).toMatchObject({
      session_id: 'handoff-demo-7',
      context: {
        title: 'Handoff: Repair login test',
        tags: ['claude-code', 'handoff'],
        updated_at: '2026-03-01T09:02:10Z',
        related_session_ids: ['demo-7'],
      },
      stats: { event_count: 3, user_message_count: 1 },
    });
    expect(reduced.context.attributes).toBeUndefined();
  });

  it('drops attributes and where an event was read', () => {
    const origin = { source: 0, offset: 0, length: 1 };
    const [only] = reduceSession(example, [{ ...says('x'), attributes: { secret: 1 }, origin }]).events;
    expect(Object.keys(only ?? {})).toEqual(['event_id', 'timestamp', 'event_type', 'content']);
  });
});
