/** A document that is read in parts is the document that JSON.parse makes of the whole. */
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogDocument } from '../../../src/agents/log-reader.ts';
import { OpenSessionError } from '../../../src/domain/errors.ts';
import { inMemory } from '../../../src/sources/documents/document-bytes.ts';
import { readDocument } from '../../../src/sources/documents/read-document.ts';
import { LIMITS } from '../../../src/sources/limits.ts';
import { jsonText } from './json-text.ts';

const RUNS = 2000;
const LISTS = [[], ['messages'], ['thread', 'messages']];

interface Plain {
  readonly rest: unknown;
  readonly lists: readonly (readonly unknown[] | undefined)[];
}

const plain = ({ rest, lists }: LogDocument): Plain => ({
  rest,
  lists: lists.map((list) => {
    if (list === undefined) return undefined;
    const values = [...list];
    expect(list.length).toBe(values.length);
    // from the end on, so that none lies near the one before
    for (let index = values.length; index >= 0; index--) expect(list.at(index)).toStrictEqual(values[index]);
    expect(isDeepStrictEqual([...list], values)).toBe(true);
    return values;
  }),
});

interface Sizes {
  readonly window: number;
  readonly page?: number;
}

const inParts = (bytes: Buffer, sizes: Sizes): LogDocument =>
  readDocument(inMemory('a.json', bytes), { lists: LISTS, whole: -1, ...sizes });

const anySizes: fc.Arbitrary<Sizes> = fc.record({
  window: fc.integer({ min: 1, max: 40 }),
  page: fc.integer({ min: 0, max: 40 }),
});

const asWhole = (bytes: Buffer): LogDocument =>
  readDocument(inMemory('a.json', bytes), { lists: LISTS, whole: Number.POSITIVE_INFINITY });

/** By JSON.parse alone. */
const expected = (text: string): Plain => {
  const rest: unknown = JSON.parse(text);
  if (Array.isArray(rest)) return { rest: undefined, lists: [rest, undefined, undefined] };
  const take = (holder: unknown): readonly unknown[] | undefined => {
    if (typeof holder !== 'object' || holder === null || Array.isArray(holder)) return undefined;
    const list: unknown = Object.getOwnPropertyDescriptor(holder, 'messages')?.value;
    if (!Array.isArray(list)) return undefined;
    Reflect.deleteProperty(holder, 'messages');
    return list;
  };
  const thread: unknown =
    typeof rest === 'object' && rest !== null ? Object.getOwnPropertyDescriptor(rest, 'thread')?.value : undefined;
  return { rest, lists: [undefined, take(rest), take(thread)] };
};

/** What is read, or the code with which it is refused. */
const outcome = (read: () => LogDocument): unknown => {
  try {
    return plain(read());
  } catch (error) {
    if (error instanceof OpenSessionError) return error.code;
    throw error;
  }
};

const expectSame = (one: unknown, other: unknown): void => {
  if (!isDeepStrictEqual(one, other)) expect(one).toStrictEqual(other);
};

describe('a document in parts of any size', () => {
  test('is the one that JSON.parse makes', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(jsonText, anySizes, (text, sizes) => {
        const bytes = Buffer.from(text);
        const wanted = expected(bytes.toString('utf8').replace(/^\uFEFF/, ''));
        expectSame(plain(inParts(bytes, sizes)), wanted);
        expectSame(plain(asWhole(bytes)), wanted);
      }),
      { numRuns: RUNS },
    );
  });

  test('is refused where the whole is, cut off or with bytes changed', { timeout: 240_000 }, () => {
    const bytes = fc
      .tuple(jsonText, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }), fc.nat(9))
      .map(([text, flips, cut]) => {
        const all = Buffer.from(text);
        for (const [at, value] of flips) all[at % all.length] = value;
        return all.subarray(0, all.length - (cut > 5 ? cut - 5 : 0));
      });
    fc.assert(
      fc.property(bytes, anySizes, (some, sizes) => {
        expectSame(
          outcome(() => inParts(some, sizes)),
          outcome(() => asWhole(some)),
        );
      }),
      { numRuns: 2 * RUNS },
    );
  });

  test('is refused where brackets, commas and colons stand anywhere', { timeout: 120_000 }, () => {
    const token = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      '"messages"',
      '"thread":',
      '{"messages":[',
      '1',
      '"',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 14 }), anySizes, (tokens, sizes) => {
        const some = Buffer.from(tokens.join(''));
        expectSame(
          outcome(() => inParts(some, sizes)),
          outcome(() => asWhole(some)),
        );
      }),
      { numRuns: 10 * RUNS },
    );
  });
});

test.each([
  '',
  ' ',
  '\uFEFF\uFEFF[]',
  '[1,]',
  '[,1]',
  '[1,,2]',
  '[1 2]',
  '[{]}]',
  '[{], [}]',
  '[1}',
  '[1',
  '["',
  '["\\"]',
  '[]]',
  '[] 1',
  '{"messages":[1,]}',
  '{"messages":[1],}',
  '{"messages":[1] "a":2}',
  '{"messages":[1]',
  '{"messages" [1]}',
  '{messages:[1]}',
  '{"messages":[tru],"messages":[1]}',
  '{"thread":{"messages":[1,]},"thread":{}}',
  '{"\\x":1,"messages":[1]}',
])('%j is no document', (text) => {
  for (const page of [0, 1000])
    for (const window of [1, 3, 100])
      expect(outcome(() => inParts(Buffer.from(text), { window, page }))).toBe('log_broken');
  expect(outcome(() => asWhole(Buffer.from(text)))).toBe('log_broken');
});

test('nesting over the limit is refused wherever it is, and at the limit is not', () => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  for (const [around, open] of [
    ['@', 0],
    ['{"messages":@}', 1],
    ['{"messages":[1,@]}', 2],
    ['{"thread":{"messages":[@]}}', 3],
    ['{"x":@,"messages":[]}', 1],
  ] as const) {
    const at = (depth: number): Buffer => Buffer.from(around.replace('@', nested(depth - open)));
    expect(outcome(() => inParts(at(LIMITS.depth), { window: 100 }))).not.toBe('log_broken');
    expect(outcome(() => inParts(at(LIMITS.depth + 1), { window: 100 }))).toBe('log_broken');
    expect(outcome(() => asWhole(at(LIMITS.depth + 1)))).toBe('log_broken');
  }
});

test('an element that is too long is passed over, with its place', { timeout: 60_000 }, () => {
  const long = `"${'x'.repeat(LIMITS.line)}"`;
  const { lists } = inParts(Buffer.from(`{"messages":[1, {"a":2},${long},3]}`), { window: 1 << 16 });
  const list = lists[1];
  expect([...(list ?? [])]).toEqual([1, { a: 2 }, undefined, 3]);
  expect([0, 1, 2, 3].map((index) => list?.offsetOf(index))).toEqual([0, 0, 24, 0]);
});

test('an element that takes more in memory than a line may is passed over, with its place', () => {
  const wide = `"${'x'.repeat(LIMITS.line / 2)}\u2192"`;
  const { lists } = inParts(Buffer.from(`{"messages":[1,${wide},3]}`), {
    window: 1 << 16,
  });
  expect([...(lists[1] ?? [])]).toEqual([1, undefined, 3]);
  expect([0, 1, 2].map((index) => lists[1]?.offsetOf(index))).toEqual([0, 15, 0]);
  expect(outcome(() => inParts(Buffer.from(`{"messages":[],"other":${wide}}`), { window: 1 << 16 }))).toBe(
    'log_too_large',
  );
});

test('an element of too many values is passed over, with its place; so many beside the lists are no document', () => {
  const many = `[${'{},'.repeat(LIMITS.values / 2)}0]`;
  const among = Buffer.from(`{"messages":[1,${many},3]}`);
  for (const { lists } of [inParts(among, { window: 1 << 16 }), asWhole(among)]) {
    expect([...(lists[1] ?? [])]).toEqual([1, undefined, 3]);
    expect([0, 1, 2].map((index) => lists[1]?.offsetOf(index))).toEqual([0, 15, 0]);
  }
  const beside = Buffer.from(`{"messages":[1],"other":${many}}`);
  expect(outcome(() => inParts(beside, { window: 1 << 16 }))).toBe('log_broken');
  expect(outcome(() => asWhole(beside))).toBe('log_broken');
});

test('what stands beside the lists is bounded', () => {
  const bytes = Buffer.from(`{"messages":[1],"other":"${'x'.repeat(LIMITS.line)}"}`);
  expect(outcome(() => inParts(bytes, { window: 1 << 16 }))).toBe('log_too_large');
});

test('elements far apart are found among many', () => {
  const values = Array.from({ length: 50_000 }, (_, index) => (index % 1000 === 0 ? 'long '.repeat(10_000) : index));
  const list = inParts(Buffer.from(JSON.stringify({ messages: values })), { window: 4096 }).lists[1];
  expect(list?.length).toBe(values.length);
  for (const index of [0, 49_999, 1, 25_000, 999, 1000, 1001, 25_001, 12, -1, 50_000])
    expect(list?.at(index)).toBe(values[index]);
  expect([...(list ?? [])]).toEqual(values);
});

test('white space between two elements is not decoded', () => {
  const bytes = inMemory('a.json', Buffer.from(`{"messages":[1,${' '.repeat(1000)}2,3]}`));
  const lengths: number[] = [];
  const text = (from: number, to: number): string => {
    lengths.push(to - from);
    return bytes.text(from, to);
  };
  const { lists } = readDocument({ ...bytes, text }, { lists: LISTS, whole: -1, page: 100 });
  expect([...(lists[1] ?? [])]).toEqual([1, 2, 3]);
  expect(Math.max(...lengths)).toBeLessThan(100);
});

test('elements that are asked for in turns over and over end with log_too_large, not with a read of minutes', () => {
  const long = `"${'x'.repeat(24 * 1024 * 1024)}"`;
  const bytes = inMemory('a.json', Buffer.from(`{"messages":[${[long, long, long].join(',')}]}`));
  const text = (from: number, to: number): string => (to - from < long.length ? bytes.text(from, to) : '"long"');
  const list = readDocument({ ...bytes, text }, { lists: LISTS }).lists[1];
  const ask = (times: number): void => {
    for (let index = 0; index < times; index++) expect(list?.at(index % 3)).toBe('long');
  };
  for (let round = 0; round < 9; round++) expect([...(list ?? [])]).toHaveLength(3);
  ask(12);
  expect(() => ask(12)).toThrow(expect.objectContaining({ code: 'log_too_large' }));
});

test('a list that stands there over and over is refused; a few times it is not', () => {
  const some = (count: number): Buffer =>
    Buffer.from(`{${Array.from({ length: count }, (_, index) => `"messages":[${index}]`).join(',')}}`);
  expect([...(inParts(some(1000), { window: 1 << 16 }).lists[1] ?? [])]).toEqual([999]);
  expect(outcome(() => inParts(some(20_000), { window: 1 << 16 }))).toBe('log_broken');
});
