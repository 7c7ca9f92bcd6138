import { describe, expect, test } from 'vitest';
import { claudeCode } from '../../../src/agents/claude-code/claude-code.ts';
import { call, record, say, user } from './read-log.ts';

describe('roots', () => {
  test('Linux and macOS', () =>
    expect(claudeCode.roots({ platform: 'linux', home: '/home/dev', env: {} })).toEqual([
      '/home/dev/.claude/projects',
      '/home/dev/.config/claude/projects',
    ]));

  test('the folder in use comes first', () =>
    expect(
      claudeCode.roots({
        platform: 'darwin',
        home: '/Users/dev',
        env: { CLAUDE_CONFIG_DIR: '/data/claude/', XDG_CONFIG_HOME: '/x' },
      }),
    ).toEqual(['/data/claude/projects', '/Users/dev/.claude/projects', '/x/claude/projects']));

  test('Windows', () =>
    expect(claudeCode.roots({ platform: 'win32', home: 'C:\\Users\\dev', env: {} })[0]).toBe(
      'C:\\Users\\dev\\.claude\\projects',
    ));

  test('nothing relative, nothing twice', () =>
    expect(
      claudeCode.roots({
        platform: 'linux',
        home: '/h',
        env: { CLAUDE_CONFIG_DIR: '/h/.claude', XDG_CONFIG_HOME: 'rel' },
      }),
    ).toEqual(['/h/.claude/projects', '/h/.config/claude/projects']));
});

describe('recognise', () => {
  const head = (...records: readonly object[]) => records.map((one) => JSON.stringify(one)).join('\n');

  test.each([
    ['a prompt', head(user('a'))],
    ['an answer behind summaries', head({ type: 'summary', summary: 's', leafUuid: 'u' }, say('x'))],
    ['a queue operation', head({ type: 'queue-operation', operation: 'dequeue', sessionId: 's' })],
    [
      'a first line that is cut',
      head(call('t', 'Write', { file_path: '/a', content: 'x'.repeat(5000) })).slice(0, 4000),
    ],
    ['a record behind a broken line', `{"broken\n${head(user('a'))}`],
  ])('%s', (_name, text) => expect(claudeCode.recognise('/some/where.jsonl', text)).toBeGreaterThanOrEqual(70));

  test.each([
    ['another agent', head({ timestamp: 't', type: 'session_meta', payload: { id: 'x' } })],
    [
      'a message of another agent',
      head({
        uuid: 'u',
        parentUuid: null,
        sessionId: 's',
        type: 'user',
        message: { role: 'user', parts: [{ text: 'a' }] },
      }),
    ],
    ['plain JSON', '{"sessionId":"x"}'],
    ['no JSON', 'hello'],
    ['nothing', ''],
  ])('not %s', (_name, text) => expect(claudeCode.recognise('/some/where.jsonl', text)).toBe(0));

  test('the place alone gives 40 at most', () => {
    expect(claudeCode.recognise('/home/dev/.claude/projects/-r/x.jsonl', '')).toBe(40);
    expect(claudeCode.recognise('C:\\Users\\dev\\.claude\\projects\\-r\\x.jsonl', '?')).toBe(40);
  });

  test('a state record of the agent', () =>
    expect(claudeCode.recognise('/x.jsonl', head(record('mode', { mode: 'normal' })))).toBeGreaterThan(40));
});
