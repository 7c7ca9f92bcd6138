import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAfter } from '../../../src/agents/reading/time-order.ts';
import { call, customs, readRecords, record, result, say, second, SESSION, textsOf, user } from './read-log.ts';

describe('the head', () => {
  test('is told by the records', () => {
    const log = readRecords([
      record('queue-operation', { operation: 'dequeue', timestamp: second(1) }),
      user('a', { timestamp: second(2), gitBranch: 'HEAD', cwd: '/r' }),
      say('x', { timestamp: second(9), version: '2.1.198', message: { model: 'claude-b' } }),
      say('y', { timestamp: second(3), message: { model: 'claude-c' } }),
    ]);
    expect(log.head).toMatchObject({
      version: 'hail-1.0.0',
      session_id: SESSION,
      agent: { provider: 'anthropic', model: 'claude-b', tool: 'claude-code', tool_version: '2.1.197' },
      context: { tags: ['claude-code'], created_at: second(1), updated_at: second(9) },
      cwd: '/home/dev/repo',
      branch: 'main',
    });
  });

  test('says unknown of an empty log', () =>
    expect(readRecords([]).head).toMatchObject({
      session_id: SESSION,
      agent: { model: 'unknown' },
      context: { created_at: '1970-01-01T00:00:00.000Z', updated_at: '1970-01-01T00:00:00.000Z' },
    }));

  test.each<[string, readonly object[], string | undefined]>([
    ['the last of the agent', [record('ai-title', { aiTitle: 'A' }), record('ai-title', { aiTitle: 'B' })], 'B'],
    [
      'a person before the agent',
      [record('custom-title', { customTitle: 'Mine' }), record('ai-title', { aiTitle: 'B' })],
      'Mine',
    ],
    [
      'a summary of this session',
      [user('a', { uuid: 'u-1' }), record('summary', { summary: 'S', leafUuid: 'u-1', uuid: undefined })],
      'S',
    ],
    [
      'not one of another session',
      [record('summary', { summary: 'S', leafUuid: 'u-9', uuid: undefined }), user('a', { uuid: 'u-1' })],
      undefined,
    ],
    [
      'a leading summary whose record follows',
      [record('summary', { summary: 'S', leafUuid: 'u-1', uuid: undefined }), user('a', { uuid: 'u-1' })],
      'S',
    ],
  ])('title: %s', (_name, records, title) => expect(readRecords(records).head.context.title).toBe(title));
});

describe('history', () => {
  test('that was copied counts once', () => {
    const first = [user('a'), say('x')];
    const log = readRecords([...first, ...first, user('b')]);
    expect(textsOf(log, 'UserMessage')).toEqual(['a', 'b']);
    expect(log.coverage.ignored).toEqual([
      { type: 'copied history', count: 2, reason: 'a record with this uuid came before' },
    ]);
  });

  test('that was compacted is told, its summary is no prompt', () => {
    const log = readRecords([
      user('a'),
      record('system', {
        subtype: 'compact_boundary',
        content: 'Conversation compacted',
        compactMetadata: { trigger: 'auto' },
      }),
      user('This session is being continued …', { isCompactSummary: true, isVisibleInTranscriptOnly: true }),
    ]);
    expect(customs(log, 'context_compacted')[0]?.attributes?.['reason']).toBe('auto');
    expect(textsOf(log, 'UserMessage')).toEqual(['a']);
  });
});

describe('coverage', () => {
  test('names what is unknown', () => {
    const log = readRecords([
      record('brand-new'),
      record('attachment', { attachment: { type: 'brand-new' } }),
      record('system', { subtype: 'brand-new' }),
      record('progress', { data: { type: 'brand-new' } }),
      { uuid: 'no-type' },
    ]);
    expect(log.coverage.unknown.map(({ type }) => type).toSorted()).toEqual([
      '(no type)',
      'attachment/brand-new',
      'brand-new',
      'progress/brand-new',
      'system/brand-new',
    ]);
  });

  test.each([
    [record('progress', { data: { type: 'agent_progress' } })],
    [record('progress', { data: { type: 'hook_progress' } })],
    [record('system', { subtype: 'turn_duration', durationMs: 3 })],
    [record('attachment', { attachment: { type: 'edited_text_file' } })],
    [record('file-history-snapshot', { snapshot: {} })],
    [record('bridge-session', { ownerAccountUuid: 'x' })],
  ])('gives a reason for what is ignored: %#', (given) => {
    const { coverage, events } = readRecords([given]);
    expect(events).toEqual([]);
    expect(coverage.ignored[0]?.reason).toMatch(/\w/);
    expect(coverage.ratio).toBe(1);
  });

  test('one bad line costs that line only', () => {
    const lines = [user('a'), say('x')].map((one) => JSON.stringify(one));
    const text = [lines[0], '{"type":"user","mess', '7', 'null', '\u0000', lines[1], '{"type":"assi'].join('\n');
    const log = readRecords([], { [`${SESSION}.jsonl`]: text });
    expect(log.events).toHaveLength(2);
    expect(log.coverage).toMatchObject({ records: 7, understood: 2, broken: { count: 3 } });
    expect(log.coverage.broken.first_offset).toBe(Buffer.byteLength(`${lines[0]}\n`));
  });
});

describe('time', () => {
  test('that is bad or missing is that of the record before', () => {
    const log = readRecords([
      user('a', { timestamp: undefined }),
      user('b', { timestamp: second(5) }),
      user('c', { timestamp: 'yesterday' }),
      user('d', { timestamp: 12 }),
    ]);
    expect(log.events.map(({ timestamp }) => timestamp)).toEqual([second(5), second(5), second(5), second(5)]);
    expect(log.head.context).toMatchObject({ created_at: second(5), updated_at: second(5) });
  });

  test('is never the clock', () => {
    const log = readRecords([user('a', { timestamp: undefined })]);
    expect(log.events[0]?.timestamp).toBe('1970-01-01T00:00:00.000Z');
  });
});

describe('whatever a log holds', () => {
  const keys = fc.constantFrom(
    'type',
    'text',
    'content',
    'id',
    'name',
    'input',
    'tool_use_id',
    'is_error',
    '__proto__',
    'constructor',
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(
        null,
        true,
        0,
        -1,
        '',
        'text',
        'tool_use',
        'tool_result',
        'thinking',
        'Bash',
        'TodoWrite',
        'x',
        second(3),
      ),
      fc.string(),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(keys, tie('any'), { maxKeys: 5 }),
    ),
  })).any;
  const types = [
    'user',
    'assistant',
    'system',
    'attachment',
    'progress',
    'queue-operation',
    'summary',
    'ai-title',
    'mode',
    'odd',
  ];
  const anyRecord = fc.record(
    {
      type: fc.constantFrom(...types),
      uuid: fc.oneof(fc.constantFrom('u1', 'u2', 'u1#1', 'a:b'), value),
      parentUuid: fc.constantFrom('u1', null),
      isSidechain: fc.boolean(),
      sessionId: value,
      timestamp: fc.oneof(fc.constantFrom(second(1), second(2)), value),
      message: fc.oneof(fc.record({ content: value, id: value, model: value, usage: value }), value),
      toolUseResult: value,
      attachment: fc.record({ type: fc.constant('queued_command'), prompt: value }),
      operation: fc.constantFrom('enqueue', 'dequeue', 'remove', 'popAll', 'x'),
      content: value,
      agentId: fc.constantFrom('a1', 'a2', 7),
    },
    { requiredKeys: ['type'] },
  );
  const lines = fc.array(
    fc.oneof({ weight: 6, arbitrary: anyRecord.map((one) => JSON.stringify(one)) }, fc.constantFrom('{', '[]', '"x"')),
    {
      maxLength: 14,
    },
  );

  test('it is read: one count per record, ids that are unique, times that are RFC 3339, the same bytes the same events', () => {
    fc.assert(
      fc.property(lines, lines, (given, beside) => {
        const files = {
          [`${SESSION}.jsonl`]: given.join('\n'),
          [`${SESSION}/subagents/agent-a1.jsonl`]: beside.join('\n'),
        };
        const log = readRecords([], files);
        expect(log.coverage.records).toBe(given.length + beside.length);
        const ids = log.events.map(({ event_id }) => event_id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { timestamp, event_id } of log.events) {
          expect(event_id).not.toBe('');
          expect(isAfter(timestamp, '')).toBe(true);
          expect(Date.parse(timestamp)).not.toBeNaN();
        }
        expect(JSON.stringify(readRecords([], files).events)).toBe(JSON.stringify(log.events));
      }),
      { numRuns: 150 },
    );
  });
});

test('ids are unique where a record gives several events', () => {
  const log = readRecords([
    user([
      { type: 'tool_result', tool_use_id: 'a', content: 'x' },
      { type: 'tool_result', tool_use_id: 'b', content: 'y' },
    ]),
    call('q', 'AskUserQuestion', { questions: [{ question: 'Q?' }] }),
    result('q', 'ok'),
  ]);
  expect(new Set(log.events.map(({ event_id }) => event_id)).size).toBe(log.events.length);
  expect(log.events.length).toBe(6);
});
