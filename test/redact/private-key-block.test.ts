import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { redactFacts } from '../../src/redact/redact-facts.ts';
import { privateKeyBlock } from '../../src/redact/rules/private-key-block.ts';

const dashes = '-'.repeat(5);
const BEGIN = `${dashes}BEGIN PRIVATE KEY${dashes}`;
const PARTS = [BEGIN, `${dashes}END PRIVATE KEY${dashes}`, dashes, 'A'.repeat(40), 'b'.repeat(31), '\n', '{', 'word, '];

const found = (text: string) => [...privateKeyBlock.find(text)].map(({ start, end }) => [start, end]);

/** Said plainly: each header with what stands behind it. */
const plainly = (text: string): readonly (readonly number[])[] => {
  const all: number[][] = [];
  for (let start = text.indexOf(BEGIN); start >= 0; start = text.indexOf(BEGIN, start + 1)) {
    if (start < (all.at(-1)?.[1] ?? 0)) continue;
    const body = start + BEGIN.length;
    const end = text.indexOf(`${dashes}END`, body);
    const open = body + (/^[A-Za-z0-9+/=\s\\:,.-]*/.exec(text.slice(body))?.[0].length ?? 0);
    if (!/[A-Za-z0-9+/=]{32}/.test(text.slice(body, end < 0 ? open : end))) continue;
    const after = text.indexOf(dashes, end + 8);
    all.push([start, end < 0 ? open : after >= 0 && after - end < 80 ? after + 5 : end + 8]);
  }
  return all;
};

test('places are those that each header alone would give', () => {
  assert(
    property(array(constantFrom(...PARTS), { maxLength: 24 }), (parts) => {
      expect(found(parts.join(''))).toEqual(plainly(parts.join('')));
    }),
    { numRuns: 1000 },
  );
});

test('of a text of headers alone no place is looked at twice', () => {
  const headers = `${BEGIN}\n`.repeat(400_000);
  expect(found(headers)).toEqual([]);
  expect(found(`${headers}${'A'.repeat(64)}`)).toHaveLength(1);
  expect(found(`${headers}${dashes}END PRIVATE KEY${dashes}`)).toEqual([]);
});

test('a header that one text talks of has no end in another one', async () => {
  const texts = [
    `it begins with ${BEGIN}, as usual`,
    `commit ${'0123456789'.repeat(4)}`,
    `${dashes}END PRIVATE KEY${dashes}`,
  ];
  const { value } = await redactFacts(texts, { home: '' });
  expect(value).toEqual(texts);
});

test.each(['certs/id.pem:12:', 'id_rsa:', 'web_1  | ', '[pod/api-7d9f/api] ', '2026-11-28T00:00:00.123Z ', '    12→'])(
  'one that was cut off is found behind %j too',
  (prefix) => {
    const key = [BEGIN, 'A'.repeat(64), 'B'.repeat(64)].map((line) => prefix + line).join('\n');
    const [[start, end] = []] = found(`${key}\n{ more: text }`);
    expect(start).toBe(prefix.length);
    // white space behind it may be taken with it
    expect([key.length, key.length + 1]).toContain(end);
  },
);
