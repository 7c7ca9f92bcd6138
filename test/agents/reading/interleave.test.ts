import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interleave, type Strand } from '../../../src/agents/reading/interleave.ts';
import type { Event } from '../../../src/domain/session.ts';

const timeOf = (second: number): string => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();

const event = (name: string, second: number): Event => ({
  event_id: `${name}${second}`,
  timestamp: timeOf(second),
  event_type: { type: 'AgentMessage' },
  content: { blocks: [] },
});

const strand = (name: string, seconds: readonly number[], from = seconds[0]): Strand => ({
  from: from === undefined ? '' : timeOf(from),
  open: () => seconds.map((second) => event(name, second))[Symbol.iterator](),
});

function* main(seconds: readonly number[], done = () => {}): Generator<Event, string> {
  try {
    for (const second of seconds) yield event('m', second);
    return 'head';
  } finally {
    done();
  }
}

const ids = (events: Iterable<Event>): string[] => [...events].map(({ event_id }) => event_id);

describe('interleave', () => {
  test('puts others between by time and drains the rest', () =>
    expect(ids(interleave(main([1, 5, 6]), [strand('a', [2, 5, 9]), strand('b', [3, 4, 8])]))).toEqual([
      'm1',
      'a2',
      'b3',
      'b4',
      'a5',
      'm5',
      'm6',
      'b8',
      'a9',
    ]));

  test('returns what the main one returns', () => {
    const merged = interleave(main([1]), [strand('a', [2])]);
    let step = merged.next();
    while (step.done !== true) step = merged.next();
    expect(step.value).toBe('head');
  });

  test('keeps the order of the main one, whatever its times', () =>
    expect(ids(interleave(main([5, 1, 6]), [strand('a', [3])]))).toEqual(['a3', 'm5', 'm1', 'm6']));

  test('opens a strand when its time has come', () => {
    const opened: string[] = [];
    const late: Strand = { from: timeOf(4), open: () => (opened.push('late'), [event('a', 4)][Symbol.iterator]()) };
    const merged = interleave(main([1, 5]), [late]);
    expect(merged.next().value).toMatchObject({ event_id: 'm1' });
    expect(opened).toEqual([]);
    expect(merged.next().value).toMatchObject({ event_id: 'a4' });
    expect(opened).toEqual(['late']);
  });

  test('takes strands that are added on the way', () => {
    const added: Strand[] = [];
    const merged = interleave(main([1, 5]), added);
    merged.next();
    added.push(strand('a', [2]));
    expect(ids(merged)).toEqual(['a2', 'm5']);
  });

  test('closes all of them when the reader stops', () => {
    const closed: string[] = [];
    function* side(): Generator<Event> {
      try {
        yield event('a', 1);
        yield event('a', 2);
      } finally {
        closed.push('side');
      }
    }
    const merged = interleave(
      main([1, 2], () => closed.push('main')),
      [{ from: timeOf(1), open: side }],
    );
    merged.next();
    merged.return('');
    expect(closed.toSorted()).toEqual(['main', 'side']);
  });

  test('loses nothing, doubles nothing and keeps each order, with any number of strands', () => {
    const times = fc.array(fc.nat(30), { maxLength: 6 }).map((all) => all.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(times, fc.array(times, { maxLength: 30 }), (mine, others) => {
        const strands = others.map((seconds, index) => strand(`s${index}-`, seconds));
        const merged = ids(interleave(main(mine), strands));
        expect(merged.filter((id) => id.startsWith('m'))).toEqual(mine.map((second) => `m${second}`));
        for (const [index, seconds] of others.entries()) {
          const prefix = `s${index}-`;
          expect(merged.filter((id) => id.startsWith(prefix))).toEqual(seconds.map((second) => `${prefix}${second}`));
        }
        expect(merged).toHaveLength(mine.length + others.flat().length);
      }),
    );
  });

  test('up to sixteen ordered strands give ordered events', () => {
    const times = fc.array(fc.nat(30), { maxLength: 6 }).map((all) => all.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(times, fc.array(times, { maxLength: 16 }), (mine, others) => {
        const merged = [
          ...interleave(
            main(mine),
            others.map((seconds, index) => strand(`s${index}-`, seconds)),
          ),
        ];
        const stamps = merged.map(({ timestamp }) => timestamp);
        expect(stamps).toEqual(stamps.toSorted());
      }),
    );
  });
});
