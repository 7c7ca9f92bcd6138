/** A log is known by what it holds, whatever stands on its first line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agents } from '../../src/agents/index.ts';
import { isObject } from '../../src/domain/json.ts';
import { withShortTexts } from '../../src/engine/opening-of.ts';
import { recogniseAgent } from '../../src/engine/recognise-log.ts';
import { openLogReader } from '../../src/sources/log-reader.ts';
import { goldenCases, placeCase } from '../agents/golden-case.ts';

let dir: string;
beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'opensession-recognise-'))));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const recognised = (name: string, text: string): string => {
  const path = join(dir, name);
  writeFileSync(path, text);
  return recogniseAgent({ agents, logs: openLogReader() }, path).id;
};

const goldenLogs = (ending: string) =>
  goldenCases().flatMap(({ agent, name, odd }) => {
    const placed = placeCase({ agent, name });
    try {
      const { path } = placed.source;
      if (odd !== undefined || extname(path) !== ending) return [];
      return [{ agent: agent.id, name, file: basename(path), text: readFileSync(path, 'utf8') }];
    } finally {
      placed.remove();
    }
  });

const LONG = 'lorem "ipsum" \\ dolor\n'.repeat(6000);

/** All texts of a record that are longer than a word, made long. */
const lengthened = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(lengthened);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, lengthened(one)]));
  return typeof value === 'string' && /\s/.test(value) ? `${value}${LONG}` : value;
};

test('texts are cut short, and the rest of a line stays as it is', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: 300, maxLength: 900 }));
  const value = fc.dictionary(fc.stringMatching(/^[a-z"\\]{0,9}$/), fc.oneof(text, fc.jsonValue(), fc.array(text)));
  fc.assert(fc.property(value, (one) => void JSON.parse(withShortTexts(JSON.stringify(one)))));
  fc.assert(
    fc.property(text, fc.nat(), (one, at) => {
      const torn = JSON.stringify({ type: 'x', one }).slice(0, at % (one.length + 20));
      expect(withShortTexts(torn).length).toBeLessThanOrEqual(torn.length);
      expect(torn.startsWith(withShortTexts(torn).slice(0, 400))).toBe(true);
    }),
  );
  expect(
    withShortTexts(`{"a":"${'x'.repeat(1000)}","b":"${'\\\\'.repeat(600)}","c":"\\"${'\\u00e9'.repeat(600)}"}`),
  ).toBe(`{"a":"${'x'.repeat(512)}","b":"${'\\\\'.repeat(256)}","c":"\\"${'\\u00e9'.repeat(85)}"}`);
});

describe.each(goldenLogs('.jsonl'))('$agent, $name', ({ agent, file, text }) => {
  const [first = '', ...rest] = text.split('\n');

  test('as it is', () => expect(recognised(file, text)).toBe(agent));

  test('with a first line of more than is looked at', () => {
    const line = JSON.stringify(lengthened(JSON.parse(first)));
    const more = JSON.stringify({ ...JSON.parse(first), something_new: LONG });
    expect(recognised(file, [line, ...rest].join('\n'))).toBe(agent);
    expect(recognised(file, [more, ...rest].join('\n'))).toBe(agent);
  });

  test.runIf(rest.length > 2 && agent !== 'hail').each([
    ['torn', first.slice(0, Math.ceil(first.length / 2))],
    ['torn, and long', `{"a":"${'x'.repeat(100_000)}`],
    ['no JSON', '\u0000\u0001 not JSON'],
  ])('with a first line that is %s', (_, line) => {
    expect(recognised(file, [line, ...rest].join('\n'))).toBe(agent);
  });
});

describe.each(goldenLogs('.json'))('$agent, $name', ({ agent, file, text }) => {
  test('as it is', () => expect(recognised(file, text)).toBe(agent));

  test('with texts that are longer than what is looked at', () => {
    const long = lengthened(JSON.parse(text));
    expect(recognised(file, JSON.stringify(long))).toBe(agent);
    expect(recognised(file, JSON.stringify(long, null, 2))).toBe(agent);
  });
});

test('of a first line of which nothing is read that is said, and not that it is something else', () => {
  const line = (text: string): string =>
    JSON.stringify({ message: { role: 'user', content: text }, type: 'user', sessionId: 's', isSidechain: false });
  expect(() => recognised('wide.jsonl', line(`→${'x'.repeat(17 * 1024 * 1024)}`))).toThrow(
    /a first line of 178\d{5} bytes/,
  );
  expect(() => recognised('long.jsonl', line('x'.repeat(33 * 1024 * 1024)))).toThrow(/a first line of 346\d{5} bytes/);
  expect(() => recognised('other.jsonl', '{"a":1}')).toThrow(/found something else/);
});
