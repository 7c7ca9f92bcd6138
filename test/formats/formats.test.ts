import { describe, expect, it } from 'vitest';
import { OpenSessionError } from '../../src/domain/errors.ts';
import type { MergedHandoff } from '../../src/domain/handoff.ts';
import { readHail } from '../../src/domain/hail/read.ts';
import { reduceSession } from '../../src/domain/hail/reduce-session.ts';
import { formatById, formats } from '../../src/formats/index.ts';
import { formatMerged } from '../../src/formats/merged.ts';
import { sortedJson } from '../../src/domain/sorted-json.ts';
import { exampleHandoff } from '../domain/example-handoff.ts';
import { EXAMPLE } from '../domain/hail/example.hail.ts';

const handoffs = [exampleHandoff(), exampleHandoff({ session_id: 'demo-8', started_at: null, ended_at: null })];
const { session } = readHail(EXAMPLE);
const reduced = reduceSession(session, session.events);
const input = { handoffs, sessions: () => [reduced, reduced] };
const render = (id: string): Promise<string> => Promise.resolve(formatById(id).render(input));

const keysAreSorted = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return true;
  const keys = Object.keys(value);
  const sorted = Array.isArray(value) || keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key);
  return sorted && Object.values(value).every(keysAreSorted);
};

describe.each(formats.map((format) => [format.id, format] as const))('%s', (_id, format) => {
  it('has a description, and gives the same bytes again without changing its input', async () => {
    expect(format.description).not.toBe('');
    const before = JSON.stringify(handoffs);
    expect(await format.render(input)).toBe(await format.render(input));
    expect(JSON.stringify(handoffs)).toBe(before);
  });

  it('renders no session, and a single one', async () => {
    expect(typeof (await format.render({ handoffs: [] }))).toBe('string');
    expect(await format.render({ handoffs: handoffs.slice(0, 1), sessions: () => [reduced] })).toMatch(/demo-7/);
  });
});

it.each(['json', 'jsonl', 'stream', 'hail'])('%s does not ask what several sessions come to', async (id) => {
  const merged = (): never => expect.fail('asked');
  expect(await formatById(id).render({ ...input, merged })).toBe(await render(id));
});

describe('formatById', () => {
  it('knows the formats of the older tool', () => {
    expect(formats.map((format) => format.id)).toEqual(['json', 'jsonl', 'stream', 'markdown', 'text', 'hail']);
  });

  it('names them for another', () => {
    expect(() => formatById('yaml')).toThrow(OpenSessionError);
    expect(() => formatById('yaml')).toThrow(/json, jsonl, stream/);
  });
});

describe('json', () => {
  it('is a pretty array with sorted keys and no newline at the end', async () => {
    const text = await render('json');
    expect(JSON.parse(text)).toEqual(handoffs);
    expect(keysAreSorted(JSON.parse(text))).toBe(true);
    expect(text).toMatch(/^\[\n {2}\{\n {4}"coverage"[^]*\]$/);
    expect(await formatById('json').render({ handoffs: [] })).toBe('[]');
  });

  it('sorts by bytes, and writes lone surrogates as escapes', () => {
    expect(sortedJson({ '\u{1F600}': 1, '\uFFFD': 2, a: '\uD800' })).toBe('{"a":"\\ud800","\uFFFD":2,"\u{1F600}":1}');
  });
});

describe('jsonl', () => {
  it('is one compact line per handoff', async () => {
    const text = await render('jsonl');
    expect(text.endsWith('\n')).toBe(true);
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(handoffs);
    expect(await formatById('jsonl').render({ handoffs: [] })).toBe('');
  });
});

describe('stream', () => {
  it('is an envelope per line, its keys in order', async () => {
    const [first = '', second = ''] = (await render('stream')).split('\n');
    expect(Object.keys(JSON.parse(first) as object)).toEqual(['version', 'type', '@message', '@timestamp', 'data']);
    expect(JSON.parse(first)).toMatchObject({
      version: '0.1',
      type: 'session_summary',
      '@message': 'claude-code session (2m 10s, 8.0K tokens)',
      '@timestamp': '2026-03-01T09:02:10+00:00',
      data: { session_id: 'demo-7' },
    });
    expect(JSON.parse(second)).toMatchObject({ '@timestamp': null, data: handoffs[1] });
  });
});

describe('hail', () => {
  it('is the reduced sessions, an empty line between them', async () => {
    const [first = '', second = '', ...more] = (await render('hail')).split('\n\n');
    expect(more).toEqual([]);
    expect(readHail(first).session).toEqual(reduced);
    expect(readHail(second).problems).toEqual([]);
    expect(first.split('\n')).toHaveLength(5);
  });

  it('cuts texts at 300 characters, between graphemes', async () => {
    const family = '👨\u200D👩\u200D👧';
    const texts = ['x'.repeat(300), 'x'.repeat(301), family.repeat(200), `a${'\u0301'.repeat(5000)}`];
    const blocks = texts.map((text) => ({ type: 'Text' as const, text }));
    const [event] = reduced.events;
    const long = { ...reduced, events: event === undefined ? [] : [{ ...event, content: { blocks } }] };
    const text = await formatById('hail').render({ handoffs: [], sessions: () => [long] });
    const [cut] = readHail(text).session.events;
    const written = cut?.content.blocks.map((block) => (block.type === 'Text' ? block.text : '')) ?? [];
    expect(written.slice(0, 3)).toEqual([texts[0], `${'x'.repeat(299)}…`, `${family.repeat(59)}…`]);
    expect(written[3]).toHaveLength(300);
  });
});

describe('text', () => {
  it('is the same content without markup', async () => {
    const text = await formatById('text').render({ handoffs: handoffs.slice(0, 1) });
    expect(text).toContain(
      'Session Handoff\n===============\n\nChanged: 2 files, 1 other uncommitted change · Checks: 1 passed · Open: no questions, 1 next action\n\nObjective\n---------\n\nRepair the login test\n',
    );
    expect(text).toContain('[passed] npm test (exit: 0, event: c-2)');
    expect(text).not.toMatch(/\*\*|\\|^#/m);
  });

  it('ends with what is asked first, which a long page scrolls away', async () => {
    const [short, long] = [1, 60].map((files) => {
      const example = exampleHandoff();
      return exampleHandoff({ files_modified: example.files_modified.flatMap((file) => Array(files).fill(file)) });
    });
    if (short === undefined || long === undefined) throw new Error('there are two');
    const text = (handoff: typeof long) => Promise.resolve(formatById('text').render({ handoffs: [handoff] }));
    expect(await text(long)).toMatch(
      /\n-{72}\n\nAsked: Repair the login test\n\nChanged: 1\d\d files.* · Checks: 1 passed · Open: .*\n\nNext: Push the branch\n$/,
    );
    expect(await text(short)).not.toContain('Asked: Repair');
  });
});

describe('formatMerged', () => {
  it('is one pretty object with sorted keys', () => {
    const merged: MergedHandoff = {
      schema: 'opensession-merged-2.1',
      session_ids: ['a', 'b'],
      total_duration_seconds: 3,
      files_modified: [],
      files_read: [],
      checks: [],
      work_packages: [],
      open_questions: [],
      conflicts: [],
    };
    const text = formatMerged(merged);
    expect(JSON.parse(text)).toEqual(merged);
    expect(keysAreSorted(JSON.parse(text))).toBe(true);
    expect(text).toMatch(/^\{\n {2}"checks": \[\],[^]*\}$/);
  });
});
