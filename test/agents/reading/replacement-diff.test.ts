import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { countHunkLines } from '../../../src/agents/reading/diff-lines.ts';
import { countReplacedLines } from '../../../src/agents/reading/replaced-lines.ts';
import { hunksOf, replacementDiff } from '../../../src/agents/reading/replacement-diff.ts';

test('only what differs, with three lines around it', () => {
  expect(replacementDiff('1\n2\n3\n4\n5\n6\n', '1\n2\n3\n4\nfive\n6\n')).toBe('@@\n 2\n 3\n 4\n-5\n+five\n 6\n');
  expect(replacementDiff('', 'a\nb\n')).toBe('@@\n+a\n+b\n');
  expect(replacementDiff('a', '')).toBe('@@\n-a\n');
  expect(replacementDiff('same', 'same')).toBe('');
  expect(replacementDiff('a', 'a\n')).toBe('@@\n a\n');
  expect(replacementDiff('a\na\n', 'a\n')).toBe('@@\n a\n-a\n');
  expect(replacementDiff('xa\nb\n', 'a\nb\n')).toBe('@@\n-xa\n+a\n b\n');
  expect(replacementDiff('', '\n')).toBe('@@\n+\n');
});

test('of texts too long to be compared nothing is known, nor of all that an edit changes with them', () => {
  const long = 'x'.repeat(5_000_000);
  expect(replacementDiff('a', long)).toBeUndefined();
  expect(countReplacedLines('a', long)).toBeUndefined();
  const change = (after: string): string | undefined => replacementDiff('a', after);
  expect(hunksOf(['b', 'c'], change)).toBe('@@\n-a\n+b\n@@\n-a\n+c\n');
  expect(hunksOf(['b', long], change)).toBe('');
});

test('of many replacements that are too long together no more are made', () => {
  let made = 0;
  const change = (after: string): string | undefined => (made++, replacementDiff('', after));
  expect(hunksOf(Array<string>(10).fill('x'.repeat(3_000_000)), change)).toBe('');
  expect(made).toBe(2);
});

test('both texts can be read from it again', () => {
  const text = fc.array(fc.constantFrom('a', 'b', '', '+x', '-y'), { maxLength: 8 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = (replacementDiff(before, after) ?? '').split('\n').slice(1, -1);
      const { added, removed } = countHunkLines(lines);
      const count = (of: string): number => (of === '' ? 0 : of.replace(/\n$/, '').split('\n').length);
      expect(added - removed).toBe(before === after ? 0 : count(after) - count(before));
      const side = (sign: string): string =>
        lines.flatMap((line) => (line.startsWith(sign) || line.startsWith(' ') ? [line.slice(1)] : [])).join('\n');
      expect(before).toContain(side('-'));
      expect(after).toContain(side('+'));
    }),
  );
});
