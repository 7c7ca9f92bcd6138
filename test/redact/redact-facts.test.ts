import * as fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { SessionFacts } from '../../src/contract/facts.ts';
import type { RedactedText } from '../../src/domain/handoff.ts';
import { type Redacted, redactFacts, redactText } from '../../src/redact/redact-facts.ts';
import { redactTexts } from '../../src/redact/redact-texts.ts';
import { chosenSecret } from '../support/recorded.ts';
import { PASSWORD, noise } from './rules/rule-fixtures.ts';

const NO_HOME = { home: '' };

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const AWS_ID = `AKIA${noise(16, upper)}`;
const AWS_KEY = noise(40);
const GITHUB = `ghp_${noise(36)}`;
const SECRETS = [AWS_ID, AWS_KEY, GITHUB, PASSWORD];

const ENV = [
  `AWS_ACCESS_KEY_ID=${AWS_ID}`,
  `AWS_SECRET_ACCESS_KEY=${AWS_KEY}`,
  `GITHUB_TOKEN=${GITHUB}`,
  `DATABASE_URL=postgres://admin:${PASSWORD}@db.internal:5432/app`,
  '',
].join('\n');

describe('redactFacts', () => {
  it('leaves no secret of a leaky session, whatever the place', async () => {
    const facts = {
      prompt: `Wire client.js. My token is ${GITHUB} if you need it.`,
      output: ENV,
      answer: `I saw ${AWS_ID} in .env; rotate it.`,
      nested: [{ deep: [`the password is ${PASSWORD}, the key ${AWS_KEY}`] }],
      count: 3,
    };
    const { value, redaction } = await redactFacts(facts, NO_HOME);
    const text = JSON.stringify({ value, redaction });
    for (const secret of SECRETS) expect(text).not.toContain(secret);
    expect(value.output).toBe(
      [
        'AWS_ACCESS_KEY_ID=[REDACTED:aws-access-key-id]',
        'AWS_SECRET_ACCESS_KEY=[REDACTED:aws-secret-access-key]',
        'GITHUB_TOKEN=[REDACTED:github-token]',
        'DATABASE_URL=postgres://admin:[REDACTED:url-password]@db.internal:5432/app',
        '',
      ].join('\n'),
    );
    expect(value.nested[0]?.deep[0]).toBe(
      'the password is [REDACTED:said-secret], the key [REDACTED:aws-secret-access-key]',
    );
    expect(value.count).toBe(3);
    expect(redaction.rules).toEqual({
      'aws-access-key-id': 2,
      'aws-secret-access-key': 2,
      'github-token': 2,
      'said-secret': 1,
      'url-password': 1,
    });
  });

  it('keeps keys, order, numbers and what is no text', async () => {
    const value = { b: [null, true, 1.5, JSON.rawJSON('12345678901234567890')], a: 'x', [GITHUB]: 'y' };
    const redacted = await redactFacts(value, NO_HOME);
    expect(JSON.stringify(redacted.value)).toBe(JSON.stringify(value));
    expect(redacted.redaction).toEqual({ version: '9', rules: {} });
  });

  it('does not look across two texts', async () => {
    const { texts } = await redactTexts(['API_TOKEN=', 'value-7-of-the-next']);
    expect(texts).toEqual(['API_TOKEN=', 'value-7-of-the-next']);
  });

  it('does not obey comments in a log', async () => {
    expect(await redactText(`secretlint-disable\n${GITHUB}\n// secretlint-disable-line`, NO_HOME)).not.toContain(
      GITHUB,
    );
  });

  it('makes texts well-formed', async () => {
    expect(await redactText('a\ud83d', NO_HOME)).toBe('a\ufffd');
  });

  it('replaces what is nested too deep', async () => {
    let value: unknown = GITHUB;
    for (let depth = 0; depth < 5000; depth++) value = [value];
    const { value: redacted } = await redactFacts(value, NO_HOME);
    expect(JSON.stringify(redacted)).toContain('[REDACTED:too-deep]');
    expect(JSON.stringify(redacted)).not.toContain(GITHUB);
  });

  it('leaves short and ordinary values alone in other places', async () => {
    const { texts } = await redactTexts(['DB_PASSWORD=abc', 'abc', 'DB_PASSWORD=password', 'a password']);
    expect(texts).toEqual(['DB_PASSWORD=[REDACTED:assigned-secret]', 'abc', 'DB_PASSWORD=password', 'a password']);
  });

  it('redacts values that are parts of each other, longest first', async () => {
    const long = `${PASSWORD}${noise(8)}`;
    const { texts } = await redactTexts([`A_TOKEN=${PASSWORD}`, `B_TOKEN=${long}`, `x${long}y${PASSWORD}z`]);
    expect(texts[2]).toBe('x[REDACTED:assigned-secret]y[REDACTED:assigned-secret]z');
  });

  it('does not look for values inside markers', async () => {
    const { texts } = await redactTexts(['A_PASSWORD=github', `t ${GITHUB}`]);
    expect(texts[1]).toBe('t [REDACTED:github-token]');
  });

  it('takes a huge number of findings in its stride', async () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `AKIA${String(index).padStart(16, 'A')}`);
    const { texts, counts } = await redactTexts([keys.join(' '), keys.join('|')]);
    expect(texts.join('')).not.toContain('AKIA');
    expect(counts.get('aws-access-key-id')).toBe(40_000);
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    ...SECRETS,
    ENV,
    'API_TOKEN=',
    'password: ',
    'Authorization: Bearer ',
    '/home/ada/',
    ['', 'root'].join('/'),
    'postgres://u:',
    '@h/x',
    '"',
    "'",
    ' ',
    '\n',
    '[REDACTED:github-token]',
    '[REDACTED:',
    '[',
    ']',
    `${'-'.repeat(5)}BEGIN PRIVATE KEY${'-'.repeat(5)}`,
    noise(64),
    '//registry.example/:_authToken=',
    '- **Password:** ',
    '| password | ',
    ' |\n|---|---|\n| a | ',
    '비밀번호는 ',
    '- name: DB_PASSWORD\n  value: ',
    "fill('#password', '",
    "auth=('ada', '",
    '<password>',
    '</password>',
    '?sig=',
    'Pwd=',
    ' | redis-cli',
    'echo AUTH ',
    'test-secret',
    '…',
  ),
  fc.string({ maxLength: 8 }),
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

describe('any texts', () => {
  it('redacting twice changes nothing more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 4 }), async (texts) => {
        const once = await redactTexts(texts);
        const twice = await redactTexts(once.texts);
        expect(twice.texts).toEqual(once.texts);
        expect(twice.counts.size).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('a known secret, once found, is nowhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 4 }), fc.constantFrom(...SECRETS), async (texts, secret) => {
        const { value, redaction } = await redactFacts([...texts, ENV, `a${secret}b`], NO_HOME);
        expect(JSON.stringify([value, redaction])).not.toContain(secret);
      }),
      { numRuns: 200 },
    );
  });
});

it('brands texts, and leaves literal types and numbers', () => {
  expectTypeOf<Redacted<{ a: string; b: 'x' | 'y'; c?: number; d: readonly (string | null)[] }>>().toEqualTypeOf<{
    a: RedactedText;
    b: 'x' | 'y';
    c?: number;
    d: readonly (RedactedText | null)[];
  }>();
  expectTypeOf<Redacted<SessionFacts>>().toExtend<SessionFacts<RedactedText>>();
});

it('what a sentence says without quotes is redacted there alone, what it quotes everywhere', async () => {
  const value = `${noise(20)}7`;
  const bare = await redactFacts([`the token is ${value}`, `built ${value}`], NO_HOME);
  expect(bare.value).toEqual(['the token is [REDACTED:said-secret]', `built ${value}`]);
  const quoted = await redactFacts([`the token is "${value}"`, `built ${value}`], NO_HOME);
  expect(quoted.value).toEqual(['the token is "[REDACTED:said-secret]"', 'built [REDACTED:said-secret]']);
});

it.each([
  ['POSTGRES_PASSWORD=', 'postgres', 'Fix the postgres adapter in src/db/postgres.ts; postgres:16 is up'],
  ['RABBITMQ_DEFAULT_PASS=', 'rabbitmq', 'src/rabbitmq/worker.ts'],
  ['NEXTAUTH_SECRET=', 'development', 'src/config/development.ts'],
  ['JWT_SECRET=', 'test-secret', 'src/test-secret-store.ts'],
  ['API_KEY=', 'dummy_key2', 'spec/dummy_key2_spec.rb'],
  ['ACCESS_TOKEN=', 'github', '.github/workflows/ci.yml'],
  ['postgres://postgres:', 'postgres', 'postgres://localhost/app'],
  ['mysql -uroot -p', 'laravel7', 'app/laravel7/x.php'],
  ['password: "', 'SessionStore2', 'class SessionStore2Test in src/SessionStore2.ts'],
])('%s%s is redacted there, and the word stays elsewhere', async (label, word, elsewhere) => {
  const end = label.includes('://') ? '@h/x' : '';
  const { value } = await redactFacts([`${label}${word}${end}`, elsewhere], NO_HOME);
  expect(value[0]).toMatch(/\[REDACTED:[a-z-]+\]/);
  expect(value[0]).not.toContain(`${label}${word}`);
  expect(value[1]).toBe(elsewhere);
});

it('a path of a session stays in it, whatever a sentence says before it', async () => {
  const path = 'packages/auth/src/oauth2.ts';
  const facts = { path, said: [`What refreshes the bearer token is ${path}`, `mend the access token: ${path}`] };
  expect((await redactFacts(facts, NO_HOME)).value).toEqual(facts);
});

it('a text that stands there several times is counted as often, and redacted everywhere', async () => {
  const facts = { a: `use ${GITHUB}`, b: [`use ${GITHUB}`, 'nothing', `use ${GITHUB}`], c: GITHUB };
  const { value, redaction } = await redactFacts(facts, NO_HOME);
  const said = 'use [REDACTED:github-token]';
  expect(value).toEqual({ a: said, b: [said, 'nothing', said], c: '[REDACTED:github-token]' });
  expect(redaction.rules).toEqual({ 'github-token': 4 });
});

it('what is told elsewhere is redacted and counted, and words that are no secrets are not asked', async () => {
  const secret = chosenSecret();
  const asked: (readonly string[])[] = [];
  const elsewhere = (words: readonly string[]) => {
    asked.push(words);
    return Promise.resolve(
      new Map([[secret, { id: 'assigned-secret', marker: '[REDACTED:assigned-secret]', spread: 'whole' as const }]]),
    );
  };
  const facts = { event_id: 'e-9f2c4b7d1a', said: [`log in with ${secret}`, `again: ${secret}.`] };
  const { value, redaction, secrets } = await redactFacts(facts, { ...NO_HOME, elsewhere });
  expect(value.said).toEqual(['log in with [REDACTED:assigned-secret]', 'again: [REDACTED:assigned-secret].']);
  expect(redaction.rules).toEqual({ 'assigned-secret': 2 });
  expect([...secrets.keys()]).toEqual([secret]);
  await redactFacts({ said: 'all tests pass' }, { ...NO_HOME, elsewhere });
  expect(asked).toEqual([[secret], []]);
});
