import { expect, test } from 'vitest';
import { createSessionRedactor } from '../../src/redact/redact-session.ts';
import { madeUpSecrets } from '../support/recorded.ts';

test('a secret that a later batch shows is redacted in an earlier one', async () => {
  const { GITHUB = '' } = madeUpSecrets();
  const inner = GITHUB.slice(4);
  const redactor = createSessionRedactor({ home: '' });
  const first = await redactor.take({ text: `the end of it is ${inner}, see ${'x'.repeat(20)}` });
  expect(JSON.stringify(first)).toContain(inner);
  await redactor.take([{ text: `password = "${inner}"` }]);
  expect(JSON.stringify(await redactor.settle(first))).not.toContain(inner);
});

test('keys are redacted too, and none of two that become one is lost', async () => {
  const { GITHUB = '', AWS_ID = '' } = madeUpSecrets();
  const redactor = createSessionRedactor({ home: '/data/ada' });
  const other = `${GITHUB.slice(0, -1)}${GITHUB.endsWith('Q') ? 'R' : 'Q'}`;
  const taken = await redactor.take({ env: { [GITHUB]: 1, [other]: 2 }, ['/data/ada/x']: AWS_ID });
  const text = JSON.stringify(taken);
  expect(text).not.toContain(GITHUB.slice(0, -1));
  expect(text).not.toContain(AWS_ID);
  expect(Object.values(taken.env)).toEqual([1, 2]);
  expect(Object.keys(taken)).toEqual(['env', '~/x']);
});

test('a value whose name makes it a secret is redacted wherever it stands', async () => {
  const { PASSWORD = '' } = madeUpSecrets();
  const redactor = createSessionRedactor({ home: '' });
  const before = await redactor.take({ output: `logged in with ${PASSWORD}` });
  const call = await redactor.take({ input: { user: 'ada', password: PASSWORD } });
  for (const taken of [before, call]) expect(JSON.stringify(await redactor.settle(taken))).not.toContain(PASSWORD);
  expect(await redactor.settle(call)).toEqual({ input: { user: 'ada', password: '[REDACTED:assigned-secret]' } });
});

test('a plain word whose name makes it a secret is redacted there, and stays in every other place', async () => {
  const redactor = createSessionRedactor({ home: '' });
  const word = ['sword', 'fish'].join('');
  const taken = await redactor.take({ input: { user: word, nested: [{ password: word }] }, text: `${word}.ts` });
  expect(await redactor.settle(taken)).toEqual({
    input: { user: word, nested: [{ password: '[REDACTED:assigned-secret]' }] },
    text: `${word}.ts`,
  });
  expect(redactor.receipt().rules).toEqual({ 'assigned-secret': 1 });
});

test('the receipt counts, and a second run changes nothing', async () => {
  const { GITHUB = '' } = madeUpSecrets();
  const redactor = createSessionRedactor({ home: '' });
  const taken = await redactor.take({ a: GITHUB, b: `again ${GITHUB}`, n: 3 });
  const once = await redactor.settle(taken);
  expect(redactor.receipt().rules).toEqual({ 'github-token': 2 });
  const second = createSessionRedactor({ home: '' });
  expect(await second.settle(await second.take(once))).toEqual(once);
  expect(second.receipt().rules).toEqual({});
});
