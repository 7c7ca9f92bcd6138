import { expect, test } from 'vitest';
import { createTokenCount } from '../../../src/agents/copilot/token-count.ts';

const used = (input: number, output: number) => ({ inputTokens: input, outputTokens: output });
const totals = (input: number, output: number) => ({ modelMetrics: { m: { usage: used(input, output) } } });
const tokens = (input: number, output: number) => ({ input, output, read: 0, write: 0 });

test('records count, and the totals after them add nothing', () => {
  const count = createTokenCount();
  expect(count.record({ ...used(100, 10), apiCallId: 'a' })).toEqual(tokens(100, 10));
  expect(count.message({ outputTokens: 10, apiCallId: 'a' })).toBeUndefined();
  expect(count.shutdown(totals(100, 10))).toBeUndefined();
  expect(count.record({ ...used(50, 5), apiCallId: 'b' })).toEqual(tokens(50, 5));
  expect(count.shutdown(totals(150, 15))).toBeUndefined();
});

test('a record after its message adds what the message did not hold', () => {
  const count = createTokenCount();
  expect(count.message({ outputTokens: 10, apiCallId: 'a' })).toEqual(tokens(0, 10));
  expect(count.record({ ...used(100, 10), apiCallId: 'a' })).toEqual(tokens(100, 0));
});

test('totals that go back began anew', () => {
  const count = createTokenCount();
  expect(count.shutdown(totals(100, 10))).toEqual(tokens(100, 10));
  expect(count.message({ outputTokens: 4, messageId: 'm' })).toEqual(tokens(0, 4));
  expect(count.shutdown(totals(30, 6))).toEqual(tokens(30, 2));
});

test('a run that ended without totals is held by the next ones', () => {
  const count = createTokenCount();
  expect(count.message({ outputTokens: 4, messageId: 'm' })).toEqual(tokens(0, 4));
  expect(count.shutdown(totals(90, 9))).toEqual(tokens(90, 5));
});

test('no totals, no tokens', () => {
  const count = createTokenCount();
  expect(count.shutdown({ modelMetrics: { m: { requests: 2 } } })).toBeUndefined();
  expect(count.record({ inputTokens: -1, outputTokens: '7' })).toBeUndefined();
});
