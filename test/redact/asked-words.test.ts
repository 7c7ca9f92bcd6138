import { array, assert, constantFrom, property, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askedWords } from '../../src/redact/asked-words.ts';
import { redactText } from '../../src/redact/redact-facts.ts';
import { chosenSecret } from '../support/recorded.ts';

const asked = (text: string): readonly string[] => askedWords([text], [false]);

test.each([
  ['a path with its place', 'see src/main.test.js:23:4 and docs/a.md#L45-50'],
  ['a version, a model and a date', 'v1.2.3-rc.1, claude-opus-4-6, node-20, 2026-11-26T09:00:00Z, utf8'],
  ['an address', 'write to noreply@example.com, see http://localhost:3000/docs'],
  ['names in code', 'SessionStore.openAll() sets MAX_ROWS and isValid; no-unused-vars'],
  ['prose with signs', '**Done!** All tests pass (3 of 3). Shall I go on? Voilà: résumé.'],
  ['another script', '日本語のテキストが壊れています русский текст'],
  ['short hashes', 'commit 9fc3a21 and 83eb002'],
  ['placeholders', 'use $DB_PASSWORD, <your-password-1>, process.env.TOKEN_2'],
])('no word of %s', (_, text) => {
  expect(asked(text)).toEqual([]);
});

describe('what may be one is asked for, whatever stands around it', () => {
  const around = tuple(
    constantFrom('', '"', "'", '`', '(', '**', 'ada:', 'PW=', '--pw=', '日本', 'x, '),
    constantFrom('', '"', "'", '`', ')', '**', '@host', '.', ',', '!', '?', '日本', ':5432'),
  );
  const value = constantFrom(
    () => chosenSecret(),
    () => `${['hunter', 'a'].join('')}42pass`,
    () => ['Winter', '2024'].join('-'),
    () => Array.from({ length: 40 }, () => Math.floor(Math.random() * 16).toString(16)).join(''),
  );
  test('a part of it is asked', () => {
    assert(
      property(around, value, ([before, after], make) => {
        const secret = make();
        const words = asked(`log in with ${before}${secret}${after} now`);
        expect(words.some((word) => secret.includes(word) || word.includes(secret))).toBe(true);
      }),
    );
  });

  test('joined to what is odd itself', () => {
    expect(asked('user_8fj3kq2x9:hunter42pass')).toContain('hunter42pass');
    expect(asked('use Xk9&dQ;z3b2')).toEqual(['Xk9&dQ;z3b2']);
  });
});

test('names of events and of commits are asked nowhere, nor what is redacted', async () => {
  const id = ['8ad1c3f2', '0000', '4000', '8000', 'a0b1c2d3e4f5'].join('-');
  expect(askedWords([id, `the event ${id}`], [true, false])).toEqual([]);
  expect(asked(await redactText(`API_TOKEN=${chosenSecret()}`, { home: '' }))).toEqual([]);
});

test('any text is taken, and no word is shorter than what is looked for', () => {
  assert(
    property(array(string({ unit: 'binary' })), (texts) => {
      for (const word of askedWords(texts, [])) expect(word.length).toBeGreaterThanOrEqual(6);
    }),
  );
});
