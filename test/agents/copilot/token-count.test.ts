import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tokenAttributes } from '../../../src/agents/copilot/scope.ts';
import { createTokenCount } from '../../../src/agents/copilot/token-count.ts';
import { tokensFold } from '../../../src/contract/tokens.ts';
import { agents } from '../../../src/agents/index.ts';
import { tempDir } from '../../support/temp-repo.ts';
import { readAll } from '../read-all.ts';

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
  expect(count.message({ outputTokens: 10, apiCallId: 'a' })).toEqual({ output: 10 });
  expect(count.record({ ...used(100, 10), apiCallId: 'a' })).toEqual(tokens(100, 0));
});

test('totals that go back began anew', () => {
  const count = createTokenCount();
  expect(count.shutdown(totals(100, 10))).toEqual(tokens(100, 10));
  expect(count.message({ outputTokens: 4, messageId: 'm' })).toEqual({ output: 4, input_unknown: true });
  expect(count.shutdown(totals(30, 6))).toEqual({ ...tokens(30, 2), input_unknown: false });
});

test('a run that ended without totals is held by the next ones', () => {
  const count = createTokenCount();
  expect(count.message({ outputTokens: 4, messageId: 'm' })).toEqual({ output: 4 });
  expect(count.shutdown(totals(90, 9))).toEqual(tokens(90, 5));
});

test('no totals, no tokens', () => {
  const count = createTokenCount();
  expect(count.shutdown({ modelMetrics: { m: { requests: 2 } } })).toBeUndefined();
  expect(count.record({ inputTokens: -1, outputTokens: '7' })).toBeUndefined();
});

test('of a session that never shut down it is not said that nothing went in', () => {
  const agent = agents.find(({ id }) => id === 'copilot');
  if (agent === undefined) throw new Error('no agent copilot');
  const record = (type: string, data: object) => ({ type, data, id: type, timestamp: '2026-01-05T09:00:00.000Z' });
  const path = join(tempDir(), 'events.jsonl');
  const records = [
    record('user.message', { content: 'List the files' }),
    record('assistant.message', { messageId: 'm', content: 'Two.', toolRequests: [], outputTokens: 14 }),
  ];
  writeFileSync(path, records.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const told = readAll(agent, { path }).events.flatMap(({ attributes = {} }) =>
    Object.entries(attributes).filter(([key]) => key.endsWith('_tokens')),
  );
  expect(told).toEqual([['output_tokens', 14]]);
});

test('tokens are told in the order in which they always were: what was published is written the same again', () => {
  expect(Object.keys(tokenAttributes(tokens(100, 10)))).toEqual([
    'input_tokens',
    'output_tokens',
    'cache_read_tokens',
    'cache_write_tokens',
  ]);
});

test('of a session that was resumed and not shut down again, what the first part took is not told as all', () => {
  const agent = agents.find(({ id }) => id === 'copilot');
  if (agent === undefined) throw new Error('no agent copilot');
  const record = (type: string, data: object) => ({ type, data, id: type, timestamp: '2026-01-05T09:00:00.000Z' });
  const path = join(tempDir(), 'events.jsonl');
  const answered = (messageId: string) =>
    record('assistant.message', { messageId, content: messageId, toolRequests: [], outputTokens: 10 });
  const sums = (...records: readonly object[]) => {
    writeFileSync(path, records.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const state = tokensFold.start();
    for (const event of readAll(agent, { path }).events) tokensFold.step(state, event, 0);
    return tokensFold.finish(state);
  };
  const first = [answered('a'), record('session.shutdown', totals(100, 10))];
  const next = [record('session.resume', {}), answered('b')];
  const used = { cache_read: 0, cache_write: 0 };
  expect(sums(...first)).toEqual({ ...used, input: 100, output: 10 });
  expect(sums(...first, ...next)).toEqual({ input: null, output: 20, cache_read: null, cache_write: null });
  const again = record('session.shutdown', totals(150, 20));
  expect(sums(...first, ...next, again)).toEqual({ ...used, input: 150, output: 20 });
});
