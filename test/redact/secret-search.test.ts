import { array, assert, asyncProperty, boolean, nat, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aroundHits } from '../../src/redact/around-hits.ts';
import { createValueFinder } from '../../src/redact/find-values.ts';
import { createSecretSearch } from '../../src/redact/secret-search.ts';
import { chosenSecret } from '../support/recorded.ts';
import { noise } from './rules/rule-fixtures.ts';

const told = async (words: readonly string[], values: readonly unknown[]): Promise<readonly string[]> => {
  const search = createSecretSearch(words);
  for (const value of values) await search.take(value);
  return [...(await search.finish()).keys()];
};

test('what rules find beside a word is told; what they find elsewhere, or nothing calls a secret, is not', async () => {
  const [secret, other] = [chosenSecret(), chosenSecret()];
  expect(await told([secret], [{ text: `DB_PASSWORD=${secret}\nAPI_TOKEN=${other}` }])).toEqual([secret]);
  expect(await told([secret], [{ text: `see ${secret}` }, { text: `API_TOKEN=${other}` }])).toEqual([]);
});

test('a secret of which the word is a part, and the name of a member or of a key', async () => {
  const secret = chosenSecret();
  expect(await told([secret.slice(0, 8)], [`DB_PASSWORD=${secret}`])).toEqual([secret]);
  expect(await told([secret], [{ input: { nested: [{ password: secret }] } }])).toEqual([secret]);
  expect(await told([secret], [{ env: { [`DB_PASSWORD=${secret}`]: 1 } }])).toEqual([secret]);
});

test('words with signs that patterns are made of', async () => {
  const secret = ['a(b', '+c[d', '{9}$', '^x|y\\', '2.*Q'].join('');
  expect(await told([secret.slice(0, 12)], [{ password: secret }])).toEqual([secret]);
});

test.each(['cluster first', 'kind first'])('a long value of a cluster, %s', async (order) => {
  const [long, other] = [noise(20_000), noise(8000)];
  const data = `data:\n  a: ${other}\n  b: ${long}\n  c: ${other}\n`;
  const text = order === 'kind first' ? `kind: Secret\n${data}` : `apiVersion: v1\n${data}kind: Secret\n`;
  for (const word of [long.slice(0, 40), long.slice(9000, 9040)])
    expect(await told([word], [{ text }])).toEqual([long]);
});

test('it is done once each word is told, and not before', async () => {
  const [secret, other] = [chosenSecret(), chosenSecret()];
  const search = createSecretSearch([secret, other]);
  const takeMuch = async (word: string): Promise<void> => {
    // enough for the rules to be run
    for (let nth = 0; nth < 20; nth++) await search.take({ text: `API_TOKEN=${word} ${' '.repeat(9000)}${word}` });
  };
  await takeMuch(secret);
  expect(search.isDone()).toBe(false);
  await takeMuch(other);
  expect(search.isDone()).toBe(true);
});

test('many words that begin alike, in a text of nothing else, are found all the same', async () => {
  const words = Array.from({ length: 3000 }, (_, index) => `${'aA1'.repeat(2 + (index % 60))}${index}`);
  const text = `${'aA1'.repeat(100_000)} `;
  const secret = words.at(-1) ?? '';
  expect(await told(words, [{ text }, { password: secret }])).toEqual([secret]);
});

describe('what is looked at around hits', () => {
  const word = 'Xk9wQ2dd';
  const finder = createValueFinder([word]);

  test('nothing without a hit; a short text whole; of a long one the part before and a little behind', () => {
    expect(aroundHits('nothing', finder)).toEqual([]);
    expect(aroundHits(`PW=${word};`, finder)).toEqual([`PW=${word};`]);
    const [part = '', ...more] = aroundHits(`${'-'.repeat(200_000)}${word}${'-'.repeat(200_000)}`, finder);
    expect(more).toEqual([]);
    expect(part.length).toBeLessThan(20_000);
    expect(part.indexOf(word)).toBeGreaterThan(4096 + 512);
    expect(part.length - part.indexOf(word)).toBeGreaterThan(4096 + 512);
  });

  test('what is near a later hit behind a long word, though the one before is too far from it', () => {
    const text = `${word}${'- '.repeat(1500)}${word} ${noise(20_000)}${' -'.repeat(1500)}end${'- '.repeat(4000)}`;
    expect(aroundHits(text, finder).join('')).toContain('-end-');
  });

  test.each(['\n', '\\n'])('a cell with all rows above it, line ends written as %j', (end) => {
    const row = `| ${'x'.repeat(500)} |${end}`;
    const rows = row.repeat(45);
    const head = `| password |${end}|---|${end}`;
    const text = `${'-'.repeat(100_000)}${end}${word} before${end}${head}${rows}| ${word} |`;
    const parts = aroundHits(text, finder);
    expect(parts.at(-1)).toContain(`${head}${rows}| ${word} |`);
    expect(parts.join('').length).toBeLessThan(50_000);
  });

  test('of hits side by side one part, and none of it where the next stands far behind', () => {
    const many = `${word} `.repeat(30_000);
    const gap = '-'.repeat(100_000);
    const [first = '', second = '', ...more] = aroundHits(`${many}${gap}${word}`, finder);
    expect(more).toEqual([]);
    expect(first.startsWith(many)).toBe(true);
    expect(second.length).toBeLessThan(10_000);
  });

  test('each hit stands in one part, and no character in two', async () => {
    await assert(
      asyncProperty(array(boolean(), { maxLength: 12 }), nat(60_000), string(), async (hits, gap, more) => {
        const text = hits.map((hit) => (hit ? word : '') + '-'.repeat(gap)).join(more.replaceAll('X', ''));
        const parts = aroundHits(text, finder);
        expect(parts.join('').split(word).length).toBe(text.split(word).length);
        expect(parts.join('').length).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 50 },
    );
  });
});
