import { array, assert, asyncProperty, constantFrom, integer, property, tuple } from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { askedWords } from '../../src/redact/asked-words.ts';
import { createSecretSearch } from '../../src/redact/secret-search.ts';
import { redactFacts, redactText } from '../../src/redact/redact-facts.ts';
import { uncoloured, withoutColours } from '../../src/redact/uncoloured.ts';
import { PASSWORD, noise } from './rules/rule-fixtures.ts';

const ESC = '\u001b';
const NO_HOME = { home: '' };
const value = noise(24);

describe('a secret behind or within colours', () => {
  it.each([
    ['names and values', `${ESC}[32mDB_PASSWORD${ESC}[0m=${ESC}[33m${PASSWORD}${ESC}[0m\nPORT=80`],
    ['jq', `${ESC}[0m${ESC}[34;1m"password"${ESC}[0m${ESC}[1;39m:${ESC}[0m ${ESC}[0;32m"${PASSWORD}"${ESC}[0m`],
    ['grep', `${ESC}[35m.env${ESC}[m${ESC}[K:3:DB_${ESC}[01;31m${ESC}[KPASSWORD${ESC}[m${ESC}[K=${PASSWORD}`],
    ['git diff', `${ESC}[32m+${ESC}[m${ESC}[32mDB_PASSWORD=${PASSWORD}${ESC}[m`],
    ['escaped', `\\u001b[32mDB_PASSWORD\\u001b[0m=\\u001b[33m${PASSWORD}\\u001b[0m`],
    ['tput', `${ESC}[1mDB_PASSWORD${ESC}(B${ESC}[m=${PASSWORD}`],
    ['a link', `${ESC}]8;;https://example.org${ESC}\\DB_PASSWORD${ESC}]8;;\u0007=${PASSWORD}`],
    ['eight bits', `\u009b32mDB_PASSWORD\u009b0m=${PASSWORD}`],
    ['a cursor that moves', `DB_PASSWORD${ESC}[2G=${ESC}[?25h${PASSWORD}`],
    ['cat -v', `^[[32mDB_PASSWORD^[[0m=^[[33m${PASSWORD}^[[0m`],
    ['a code in it', `DB_PASSWORD=${PASSWORD.slice(0, 5)}${ESC}[31m${PASSWORD.slice(5)}`],
  ])('%s', async (_, text) => {
    const redacted = await redactText(text, NO_HOME);
    expect(redacted).toContain('[REDACTED:assigned-secret]');
    expect(redacted).not.toContain(PASSWORD.slice(5));
    expect(await redactText(redacted, NO_HOME)).toBe(redacted);
  });

  it('is found where it has no colour, too, and what stands around it stays', async () => {
    const text = `${ESC}[32mok${ESC}[0m API_TOKEN=${value}\n${ESC}[31mnext${ESC}[0m`;
    expect(await redactText(text, NO_HOME)).toBe(text.replace(value, '[REDACTED:assigned-secret]'));
    const plain = `${ESC}[32m✓${ESC}[39m src/a.test.ts ${ESC}[2m(3)${ESC}[22m`;
    expect(await redactText(plain, NO_HOME)).toBe(plain);
  });
});

test('each place of the bare text is the same character of the coloured one, of coloured texts alone', () => {
  const texts = `plain\n\0\na${ESC}[1mbc${ESC}[0m${ESC}[2md\n\0\nplain\n\0\n${ESC}[1me`;
  const bare = uncoloured(texts);
  expect(bare?.text).toBe('\nabcd\n\0\ne');
  for (let start = 0; start < (bare?.text.length ?? 0); start++) {
    const place = bare?.placed({ start, end: start + 1 });
    expect(texts.slice(place?.start, place?.end)).toBe(bare?.text[start]);
  }
  const at = bare?.text.indexOf('bcd') ?? 0;
  const place = bare?.placed({ start: at, end: at + 3 });
  expect(texts.slice(place?.start, place?.end)).toBe(`bc${ESC}[0m${ESC}[2md`);
  expect(uncoloured('no colour')).toBe(undefined);
});

const CODES = [
  `${ESC}[0m`,
  `${ESC}[m${ESC}[K`,
  `${ESC}[38;5;12m`,
  `${ESC}(B`,
  `${ESC}]8;;x\u0007`,
  `\u009b1m`,
  '\\u001b[1m',
  `${ESC}[?25l`,
];
/** Among codes, what is none: a lone escape, one that begins, what looks like one. */
const others = constantFrom('ok ', '\n', ESC, '[0m', '\u009b', 'x', ' [31', '\\', '🙂');

test('no character of a known value is left, wherever codes stand in it, and all else stays', async () => {
  const codes = array(tuple(integer({ min: 0, max: value.length }), constantFrom(...CODES)), { maxLength: 6 });
  await assert(
    asyncProperty(codes, array(others, { maxLength: 6 }), async (within, around) => {
      const at = (nth: number): string => within.map(([place, code]) => (place === nth ? code : '')).join('');
      const inside = value
        .split('')
        .map((character, nth) => (nth === 0 ? '' : at(nth)) + character)
        .join('');
      const [before, after] = [`${around.join('')}. ${at(0)}`, `${at(value.length)} .${around.join('')}`];
      const { value: texts } = await redactFacts([`API_TOKEN=${value}`, before + inside + after], NO_HOME);
      expect(texts[1]).toBe(`${before}[REDACTED:assigned-secret]${after}`);
    }),
    { numRuns: 300 },
  );
});

test('a text that is long is the same without its colours as in short pieces', () => {
  const line = `${ESC}[32m✓\ud800${ESC}[0m a${ESC}]8;;https://example.org${ESC}\\b${ESC}]8;;\u0007\n`;
  const count = Math.ceil((1024 * 1024) / line.length);
  expect(withoutColours(line.repeat(count) + ESC)).toBe(withoutColours(line).repeat(count) + ESC);
  expect(withoutColours('x'.repeat(1024 * 1024 + 1))).toHaveLength(1024 * 1024 + 1);
});

test('texts without colours are those with colours, and no more', () => {
  assert(
    property(array(constantFrom(...CODES, 'a', 'bc', '\n', ' ', '[0', '1m', ESC, '\u0000')), (pieces) => {
      const text = pieces.join('');
      const bare = uncoloured(text);
      for (let at = 0; at < (bare?.text.length ?? 0); at++) {
        const { start, end } = bare?.placed({ start: at, end: at + 1 }) ?? { start: 0, end: 0 };
        expect(text.slice(start, end)).toBe(bare?.text[at]);
      }
      if (bare !== undefined && !text.includes('\u0000')) expect(bare.text).toBe(withoutColours(text));
    }),
  );
});

test('a word in colours is asked for without them, and found where colours stand in it', async () => {
  const [begin, end] = [value.slice(0, 9), value.slice(9)];
  const words = askedWords([`see ${ESC}[31m${begin}${ESC}[1m${end}${ESC}[0m`], [false]);
  expect(words).toEqual([value]);
  const search = createSecretSearch(words);
  await search.take(`API_TOKEN=${ESC}[31m${begin}${ESC}[m${ESC}[K${end}`);
  expect([...(await search.finish()).keys()]).toContain(value);
});

test.each([63, 64, 65, 4096, 16_383, 16_384, 16_385, 40_000])('%i pieces stand where they stood', (count) => {
  const text = Array.from({ length: count }, (_, n) => String.fromCharCode(0x61 + (n % 26))).join(`${ESC}[0m`);
  const bare = uncoloured(`${text}${ESC}[0m`);
  expect(bare?.text.length).toBe(count);
  for (let at = 0; at < count; at += 61) {
    const place = bare?.placed({ start: at, end: at + 1 });
    expect([place, bare?.text[at]]).toEqual([{ start: at * 5, end: at * 5 + 1 }, text[at * 5]]);
  }
});
