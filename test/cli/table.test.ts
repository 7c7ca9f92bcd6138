import { expect, test } from 'vitest';
import { shortIds, shortTime, table } from '../../src/cli/table.ts';

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
  expect(table(['T'], [['a\nb\t c'], [family.repeat(5)], [family.repeat(6)]], { cell: 5 })).toBe(
    `T\na b c\n${family.repeat(5)}\n${family.repeat(4)}…\n`,
  );
});

test('the last column takes what a line has left, in columns of a terminal', () => {
  const rows = [
    ['id', 'twelve chars'],
    ['ids', '덧셈 함수가 잘못됐다'],
  ];
  expect(table(['A', 'B'], rows, { line: 21 })).toBe('A    B\nid   twelve chars\nids  덧셈 함수가 잘…\n');
  expect(table(['A', 'B'], rows, { line: 2 })).toBe(table(['A', 'B'], rows, { line: 21 }));
});

test('ids are shown as short as tells them apart', () => {
  const [one, other] = ['01a202a9-8331-7ad3-9b1b-29eb7ccda6d9', '01a202a9-8331-7ad3-9c00-000000000000'];
  expect([one].map(shortIds([one, one]))).toEqual(['01a202a9-8331']);
  expect([one, other, 'short'].map(shortIds([one, other, 'short']))).toEqual([
    '01a202a9-8331-7ad3-9b',
    '01a202a9-8331-7ad3-9c',
    'short',
  ]);
});

test.each([
  ['2026-11-22T09:49:53.123Z', '2026-11-22 09:49'],
  [null, '-'],
  ['yesterday', 'yesterday'],
])('the time %s is shown as %s', (time, shown) => {
  expect(shortTime(time)).toBe(shown);
});
