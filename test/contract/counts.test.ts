import { expect, test } from 'vitest';
import { commandsFold } from '../../src/contract/commands.ts';
import { createDistinct } from '../../src/contract/distinct.ts';
import { foldAll } from '../../src/contract/fold.ts';
import { keepText } from '../../src/contract/keep-text.ts';
import { statsFold } from '../../src/contract/stats.ts';
import { secondsBetween, timeSpanFold, utcOf } from '../../src/contract/time-span.ts';
import { tokensFold } from '../../src/contract/tokens.ts';
import { ATTR } from '../../src/domain/event-attributes.ts';
import { agent, read, sessionOf, shell, taskEnd, tool, user } from '../support/events.ts';

test('tokens are summed by kind, and unknown where no event has any', () => {
  const events = sessionOf(
    user('x'),
    agent('y', { [ATTR.inputTokens]: 10, [ATTR.outputTokens]: 3, [ATTR.cacheReadTokens]: 0 }),
    agent('z', { [ATTR.inputTokens]: 5, [ATTR.outputTokens]: -1 }),
  );
  expect(foldAll(tokensFold, events)).toEqual({ input: 15, output: 3, cache_read: 0, cache_write: null });
});

test('stats count as the stats of the session file do', () => {
  const events = sessionOf(
    user('x'),
    tool('t'),
    read('a'),
    shell('ls', { exit: 0 }),
    agent('y'),
    taskEnd('z'),
    taskEnd(' '),
  );
  expect(foldAll(statsFold, events)).toEqual({
    event_count: 8,
    message_count: 3,
    tool_call_count: 2,
    total_input_tokens: 0,
    total_output_tokens: 0,
  });
});

test('the span is that of the events, whatever their order and zone', () => {
  const at = (timestamp: string) => ({ ...user('x'), timestamp });
  const span = foldAll(
    timeSpanFold,
    sessionOf(
      at('2026-01-05T09:00:10.500Z'),
      at('2026-01-05T10:00:00+01:00'),
      at(''),
      at('yesterday'),
      at('2026-01-05 08:00'),
    ),
  );
  expect(span).toEqual({ started_at: '2026-01-05T09:00:00Z', ended_at: '2026-01-05T09:00:10.500Z' });
  expect(secondsBetween(span)).toBe(10);
  expect(foldAll(timeSpanFold, sessionOf(at('')))).toEqual({ started_at: null, ended_at: null });
  expect(foldAll(timeSpanFold, sessionOf(at('1970-01-01T00:00:00Z')))).toEqual({ started_at: null, ended_at: null });
  expect(utcOf('2026-01-05T09:00:00')).toBeNull();
});

test('commands are distinct and in order, the first 15 and the last 35 of many', () => {
  const run = foldAll(commandsFold, sessionOf(shell('a'), shell('b'), shell(' a '), shell('')));
  expect(run).toEqual({ items: ['a', 'b'], left_out: 0 });
  const many = foldAll(commandsFold, sessionOf(Array.from({ length: 200 }, (_, index) => shell(`c${index}`)).flat()));
  expect([many.items[14], many.items[15], many.left_out]).toEqual(['c14', 'c165', 150]);
});

test('long texts that differ in the middle are distinct', () => {
  const distinct = createDistinct(5, 5);
  const long = (middle: string): string => `${'x'.repeat(200)}${middle}${'y'.repeat(200)}`;
  for (const text of [long('a'), long('b'), long('a')]) distinct.push(text);
  expect(distinct.done().items).toHaveLength(2);
});

test('a text is kept whole, one of a hostile length up to a white space', () => {
  expect(keepText('  as it is \n')).toBe('as it is');
  const word = `AKIA${'A'.repeat(100)}`;
  expect(keepText(`${'a '.repeat(32_720)}${word} end`)).toBe('a '.repeat(32_720).trim());
  expect(keepText('a'.repeat(100_000))).toHaveLength(65_536);
});
