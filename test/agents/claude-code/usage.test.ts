import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldAll } from '../../../src/contract/fold.ts';
import { unendedFold } from '../../../src/contract/tokens.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { assistant, customs, readRecords, say, type ReadLog } from './read-log.ts';

const sum = ({ events }: ReadLog, key: string): number =>
  events.reduce((total, event) => total + Number(event.attributes?.[key] ?? 0), 0);

const line = (output: number, content: unknown, id = 'm1') =>
  assistant(content, {
    requestId: `r-${id}`,
    message: {
      id,
      usage: { input_tokens: 7, output_tokens: output, cache_read_input_tokens: 100, cache_creation_input_tokens: 20 },
    },
  });

const text = (value: string) => [{ type: 'text', text: value }];
const noText = [{ type: 'thinking', thinking: '', signature: 'x' }];

describe('usage', () => {
  test('counts a message of several lines once, at its greatest', () => {
    const log = readRecords([line(5, text('a')), line(5, text('b')), line(631, text('c'))]);
    expect(sum(log, ATTR.outputTokens)).toBe(631);
    expect(sum(log, ATTR.inputTokens)).toBe(7);
    expect(sum(log, ATTR.cacheReadTokens)).toBe(100);
    expect(sum(log, ATTR.cacheWriteTokens)).toBe(20);
  });

  test('a message of which no line tells the end is counted from below', () => {
    const stop = (output: number, value: string) => ({
      ...line(output, text(value)),
      message: { ...(line(output, text(value)) as { message: object }).message, stop_reason: 'end_turn' },
    });
    const unended = ({ events }: ReadLog): number => foldAll(unendedFold, events);
    expect(unended(readRecords([line(5, text('a')), line(9, text('b'))]))).toBe(1);
    expect(unended(readRecords([line(5, text('a')), line(9, text('b'), 'm2')]))).toBe(2);
    expect(unended(readRecords([line(5, text('a')), stop(631, 'b')]))).toBe(0);
    expect(unended(readRecords([stop(631, 'a')]))).toBe(0);
    // the end counts, although it adds nothing
    expect(unended(readRecords([line(5, text('a')), stop(5, 'b')]))).toBe(0);
    expect(unended(readRecords([line(5, noText)]))).toBe(1);
  });

  test('counts each request of a message id', () => {
    const again = assistant(text('b'), { requestId: 'r-2', message: { id: 'm1', usage: { output_tokens: 3 } } });
    expect(sum(readRecords([line(5, text('a')), again]), ATTR.outputTokens)).toBe(8);
  });

  test('a line without an event is paid by the next of its message', () => {
    const log = readRecords([line(40, noText), line(10, text('a'))]);
    expect(sum(log, ATTR.outputTokens)).toBe(40);
    expect(customs(log, 'token_count')).toEqual([]);
  });

  test.each([
    ['another message follows', [line(40, noText), line(2, text('a'), 'm2')], 42],
    ['the log ends', [line(40, noText)], 40],
  ])('a message without events is paid by itself: %s', (_name, records, total) => {
    const log = readRecords(records);
    expect(sum(log, ATTR.outputTokens)).toBe(total);
    expect(customs(log, 'token_count')).toHaveLength(1);
  });

  test('is nothing where the log says nonsense', () => {
    const log = readRecords([
      say('a', { message: { usage: { input_tokens: -4, output_tokens: 'many', cache_read_input_tokens: 1.5 } } }),
    ]);
    expect(sum(log, ATTR.inputTokens) + sum(log, ATTR.outputTokens) + sum(log, ATTR.cacheReadTokens)).toBe(0);
  });

  test('the sum over all events is the greatest figure of each message', () => {
    const lines = fc.array(fc.record({ message: fc.nat(3), output: fc.nat(1000), silent: fc.boolean() }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(lines, (given) => {
        const greatest = new Map<number, number>();
        for (const { message, output } of given) greatest.set(message, Math.max(output, greatest.get(message) ?? 0));
        const log = readRecords(
          given.map(({ message, output, silent }) => line(output, silent ? noText : text('x'), `m${message}`)),
        );
        expect(sum(log, ATTR.outputTokens)).toBe([...greatest.values()].reduce((a, b) => a + b, 0));
      }),
      { numRuns: 60 },
    );
  });
});
