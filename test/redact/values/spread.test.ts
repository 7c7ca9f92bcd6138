import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactFacts } from '../../../src/redact/redact-facts.ts';
import { redactTexts } from '../../../src/redact/redact-texts.ts';
import { type Spread, spreadOf, wholeIn } from '../../../src/redact/values/spread.ts';
import { PASSWORD, WORD, noise } from '../rules/rule-fixtures.ts';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';
const joined = (...parts: readonly string[]): string => parts.join('');

/** Chosen by a person. */
const MEDIUM = [
  joined('Winter', '2024!'),
  joined('hunter', '2pass'),
  joined('prod_db_pw', '_2024'),
  joined('ohbei', '4Quooch'),
  joined('admin', '123'),
];

it.each<readonly [string, Spread]>([
  [PASSWORD, 'everywhere'],
  [noise(12, '0123456789abcdef'), 'everywhere'],
  [noise(16, DIGITS), 'everywhere'],
  ...MEDIUM.map((value) => [value, 'whole'] as const),
  [joined('RHOIGJ', 'DATOPF'), 'whole'],
  ...[
    'postgres',
    'development',
    'testing',
    'github',
    'rabbitmq',
    'test-secret',
    'postgresql',
    'elasticsearch',
    'dev-only-secret-not-for-production-use',
    'accessTokenOfUser',
    'AES-256-GCM',
    'src/auth/oauth2.ts',
    'v1.2.3-rc.1',
    '2026-11-26T10:00:00Z',
    '2026-11-26',
    'must not be',
    'a1b2',
    WORD,
  ].map((value) => [value, 'nowhere'] as const),
])('%s is redacted %s else', (value, spread) => {
  expect(spreadOf(value)).toBe(spread);
});

it.each([
  ['X', true],
  ['app:X', true],
  ['--db=X', true],
  ['"X"', true],
  ['(X),', true],
  ['rotate X.', true],
  ['a\\nX\\nb', true],
  ['은 X입니다', true],
  ['\u001B[01;31m\u001B[KX\u001B[m', true],
  ['\\u001b[32mX', true],
  ['?q=pw%3DX', true],
  ['sqlplus app/X@db', true],
  ['a[0]mX', false],
  ['src/X', false],
  ['X/a', false],
  ['X.ts', false],
  ['.X', false],
  ['aX', false],
  ['X2', false],
  ['a-X', false],
  ['X_a', false],
])('whether a value is whole in %s: %s', (text, whole) => {
  const at = text.indexOf('X');
  expect(wholeIn(text)(at, at + 1)).toBe(whole);
});

it.each(MEDIUM)('%s, named in a command, is gone from others, and stays in a path', async (value) => {
  const { value: texts } = await redactFacts(
    [
      `export PGPASSWORD='${value}'; psql`,
      `./login.sh app ${value}`,
      `npm test -- --db app:${value}`,
      `in with ${value}. Next: rotate "${value}", --db=${value}`,
      `src/${value}/x.ts`,
    ],
    { home: '' },
  );
  expect(texts.slice(0, 4).join('\n')).not.toContain(value);
  expect(texts[4]).toBe(`src/${value}/x.ts`);
});

it('what a variable falls back to is gone elsewhere, too', async () => {
  const value = joined('Winter', '2024x');
  const texts = [`DB_PASSWORD: \${DB_PASSWORD:-${value}}`, `export DB_PASSWORD=\${PW:-${value}}`, `in with ${value}`];
  const { value: redacted } = await redactFacts(texts, { home: '' });
  expect(redacted.join('\n')).not.toContain(value);
});

/** By a machine: how many of a thousand are not seen to be. */
describe.each([
  ['letters and digits', joined(UPPER, LOWER, DIGITS)],
  ['letters', joined(UPPER, LOWER)],
  ['lower case and digits', joined(LOWER, DIGITS)],
  ['upper case', UPPER],
  ['base32', joined(UPPER, '234567')],
  ['base64url', joined(UPPER, LOWER, DIGITS, '-_')],
  ['hex', joined(DIGITS, 'abcdef')],
  ['digits', DIGITS],
  ['signs', joined(UPPER, LOWER, DIGITS, '!@#%^&*-_=+:,.')],
])('12 characters of %s', (_name, alphabet) => {
  const values = fc.sample(
    fc.string({ unit: fc.constantFrom(...alphabet.split('')), minLength: 12, maxLength: 12, size: 'max' }),
    {
      numRuns: 4000,
      seed: 20_261_126,
    },
  );

  it('spread', () => {
    expect(values.filter((value) => spreadOf(value) === 'nowhere').length).toBeLessThan(20);
  });

  it.each<readonly [string, (value: string) => string]>([
    ['environment', (value) => `export DB_PASSWORD='${value}'`],
    ['JSON', (value) => JSON.stringify({ password: value })],
    ['JSON of a token', (value) => JSON.stringify({ token: value })],
    ['code', (value) => `const apiKey = '${value}';`],
    ['YAML', (value) => `db:\n  password: ${value}\n`],
    ['YAML of a secret', (value) => `app:\n  client_secret: ${value}\n`],
    ['YAML of a key', (value) => `app:\n  api_key: ${value}\n`],
  ])('are redacted where they stand in %s', async (_place, place) => {
    const some = values.slice(0, 800);
    const { texts } = await redactTexts(some.map((value) => place(value)));
    expect(texts.filter((text, nth) => text.includes(some[nth] ?? '')).length).toBeLessThan(4);
  });
});
