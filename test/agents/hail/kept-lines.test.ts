/** What of a HAIL file this version does not know is in what it writes of it. */
import { describe, expect, test } from 'vitest';
import { readHail } from '../../../src/domain/hail/read.ts';
import { writeHail } from '../../../src/domain/hail/write.ts';
import { scene } from '../../support/scene.ts';

const said = (id: string, type: string, text: string) => ({
  type: 'event',
  event_id: id,
  timestamp: `2026-11-22T09:00:0${id}Z`,
  event_type: { type, data: { since: '2.0' } },
  content: {
    blocks: [
      { type: 'Text', text },
      { type: 'Hologram', depth: 3 },
    ],
  },
});

const HEADER = {
  type: 'header',
  version: 'hail-1.0.0',
  session_id: '33333333-0000-4000-8000-000000000003',
  agent: { provider: 'anthropic', model: 'claude-9', tool: 'claude-code', temper: 'calm' },
  context: { title: 'Sums', tags: [], created_at: '2026-11-22T09:00:00Z', updated_at: '2026-11-22T09:00:09Z', mood: 1 },
  future: { deep: ['kept'] },
};

/** `PASSWORD` is to be replaced. */
const LINES = [
  HEADER,
  { type: 'newline_kind', a: 1 },
  { ...said('1', 'UserMessage', 'Fix the sum'), event_type: { type: 'UserMessage' } },
  { type: 'note', text: 'the password is "PASSWORD"', deep: { PASSWORD: ['PASSWORD'] } },
  ['no', 'object'],
  said('2', 'Dream', 'of electric sheep'),
  { type: 'event', event_id: 7 },
  { ...said('3', 'AgentMessage', 'Done'), event_type: { type: 'AgentMessage' } },
  { type: 'behind', the: 'last event' },
];
const STATS = {
  type: 'stats',
  event_count: 3,
  message_count: 2,
  tool_call_count: 0,
  task_count: 0,
  duration_seconds: 2,
};
const BEHIND = { type: 'trailer', number: 'NUMBER' };

const textOf = (lines: readonly unknown[]): string =>
  lines
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')
    .replaceAll('"NUMBER"', '12345678901234567890');

const parsed = (text: string): readonly unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const typesOf = (text: string): readonly unknown[] =>
  parsed(text).map((line) => (Array.isArray(line) ? 'list' : (line as { readonly type?: unknown }).type));

describe('lines and keys that are not known', () => {
  test('parse writes them at their places, as they came', async () => {
    const place = scene();
    const text = textOf([...LINES, STATS, BEHIND]);
    const { code, stdout } = await place.run('parse', place.file('s.hail.jsonl', text));
    expect(code).toBe(0);
    const isCount = (line: unknown): boolean => (line as { readonly type?: unknown }).type === 'stats';
    const own = parsed(stdout).filter((line) => !isCount(line));
    const { sources: _, ...header } = own[0] as { readonly sources: unknown };
    expect([header, ...own.slice(1)]).toEqual(parsed(text).filter((line) => !isCount(line)));
    expect(stdout).toContain('12345678901234567890');
    expect(typesOf(stdout)).toEqual(typesOf(text));
    expect(parsed(stdout).find(isCount)).toMatchObject(STATS);
  });

  test('parse writes what the domain writes of a file that it read', async () => {
    const place = scene();
    const text = textOf([...LINES, STATS, BEHIND]);
    const { stdout } = await place.run('parse', place.file('s.hail.jsonl', text));
    const events = (hail: string): string => hail.slice(hail.indexOf('\n'));
    expect(events(writeHail(readHail(stdout)))).toBe(events(stdout));
  });

  test('each of several sessions in a file has its own', async () => {
    const place = scene();
    const other = { ...HEADER, session_id: '44444444-0000-4000-8000-000000000004' };
    const path = place.file('two.hail.jsonl', textOf([...LINES, STATS, other, ...LINES.slice(2, 4), STATS]));
    const { stdout } = await place.run('parse', path, '--session', other.session_id);
    expect(typesOf(stdout)).toEqual(['header', 'event', 'note', 'stats']);
    const first = await place.run('parse', path, '--session', HEADER.session_id);
    expect(typesOf(first.stdout)).toEqual(typesOf(textOf([...LINES, STATS])));
  });

  test('a file in the form of one object has its own too', async () => {
    const place = scene();
    const { type: _, ...header } = HEADER;
    const events = LINES.slice(2).map((line) => {
      const { type: _type, ...event } = line as { readonly type?: string };
      return Array.isArray(line) ? line : event;
    });
    const { stdout } = await place.run('parse', place.file('s.hail.json', JSON.stringify({ ...header, events })));
    expect(parsed(stdout)[0]).toMatchObject({ future: HEADER.future });
    expect(parsed(stdout)).toContainEqual(['no', 'object']);
  });

  test('publishing keeps them, redacted, and the counts stay the last line', async () => {
    const place = scene();
    const secret = `${'Zq7'.repeat(3)}!x9`;
    const path = place.file('s.hail.jsonl', textOf([...LINES, STATS, BEHIND]).replaceAll('PASSWORD', secret));
    const run = await place.run('publish', 'upload', path, '--git', '--json');
    expect(run.code).toBe(0);
    const published = JSON.parse(run.stdout) as { readonly path: string };
    const text = place.repo.git('show', `opensession/sessions:${published.path}`);
    expect(text).not.toContain(secret);
    expect(typesOf(text)).toEqual([...typesOf(textOf([...LINES, BEHIND])), 'stats']);
    expect(text).toContain('12345678901234567890');
    expect(parsed(text)[0]).toMatchObject({ future: HEADER.future, agent: { temper: 'calm' }, context: { mood: 1 } });
    expect(parsed(text)).toContainEqual({ type: 'newline_kind', a: 1 });
  });
});
