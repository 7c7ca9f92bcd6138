import { expect, test } from 'vitest';
import { shortTime, table } from '../../src/cli/table.ts';

test('columns are as wide as their longest cell, lines end without blanks', () => {
  expect(
    table(
      ['A', 'LONG'],
      [
        ['wide', 'x'],
        ['y', ''],
      ],
    ),
  ).toBe('A     LONG\nwide  x\ny\n');
});

test('a cell is one line, and is cut between graphemes', () => {
  const family = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}';
  expect(table(['T'], [['a\nb\t c'], [family.repeat(5)], [family.repeat(6)]], 5)).toBe(
    `T\na b c\n${family.repeat(5)}\n${family.repeat(4)}…\n`,
  );
});

test.each([
  ['2026-11-22T09:49:53.123Z', '2026-11-22 09:49'],
  [null, '-'],
  ['yesterday', 'yesterday'],
])('the time %s is shown as %s', (time, shown) => {
  expect(shortTime(time)).toBe(shown);
});
