import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { countReplacedLines } from '../../../src/agents/reading/replaced-lines.ts';

test.each([
  ['one', 'two', 1, 1],
  ['a\nb\nc', 'a\nx\ny\nc', 2, 1],
  ['a\n', '', 0, 1],
  ['', 'a\nb\n', 2, 0],
  ['same\n', 'same\n', 0, 0],
  ['a\nb\nc\nd', 'b\nd\ne', 1, 2],
])('%j to %j adds %i and removes %i', (before, after, added, removed) => {
  expect(countReplacedLines(before, after)).toEqual({ added, removed });
});

const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }).map((lines) => lines.join('\n'));

test('the difference is that of the lines, and the way back is the same', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const there = countReplacedLines(before, after);
      const lines = (of: string): number => of.split('\n').length;
      expect((there?.added ?? 0) - (there?.removed ?? 0)).toBe(lines(after) - lines(before));
      expect(countReplacedLines(after, before)).toEqual({ added: there?.removed, removed: there?.added });
      expect(there?.added === 0 && there.removed === 0).toBe(before === after);
    }),
  );
});

test('texts that are too long to compare are not counted', () => {
  const lines = (mark: string): string => Array.from({ length: 5000 }, (_, index) => `${mark}${index}`).join('\n');
  expect(countReplacedLines(lines('a'), lines('b'))).toBeUndefined();
  expect(countReplacedLines(lines('a'), `${lines('a')}\nmore`)).toEqual({ added: 1, removed: 0 });
});
