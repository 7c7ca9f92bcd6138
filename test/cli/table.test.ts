import { expect, test } from 'vitest';
import { table } from '../../src/cli/table.ts';

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

test('a cell is one line, and is cut between graphemes, by columns of a terminal', () => {
  const family = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}';
  expect(table(['T'], [['a\nb\t c'], [family.repeat(2)], [family.repeat(3)]], { cell: 5 })).toBe(
    `T\na b c\n${family.repeat(2)}\n${family.repeat(2)}…\n`,
  );
});

test.each([
  ['e\u0301e\u0301', 2],
  ['한글', 4],
  ['ﾊﾝｶｸ', 4],
  ['漢字', 4],
  ['\u{2764}\uFE0F', 2],
  ['\u{1F1F0}\u{1F1F7}', 2],
  ['กำ', 2],
])('%s takes %d columns', (text, columns) => {
  expect(table(['', 'B'], [[text, 'x']]).split('\n')[0]).toBe(`${' '.repeat(columns + 2)}B`);
});

test('the last column takes what a line has left, in columns of a terminal', () => {
  const rows = [
    ['id', 'twelve chars'],
    ['ids', '덧셈 함수가 잘못됐다'],
  ];
  expect(table(['A', 'B'], rows, { line: 21 })).toBe('A    B\nid   twelve chars\nids  덧셈 함수가…\n');
});

test.each([
  [22, 'add the function and…'],
  [20, 'add the function…'],
  [16, 'add the…'],
])('prose is cut between words where that leaves most of it: %d columns', (columns, told) => {
  const rows = [['x', 'add the function and its tests']];
  expect(table(['A', 'B'], rows, { line: columns + 3 })).toBe(`A  B\nx  ${told}\n`);
});

test('a long word is cut within', () => {
  const rows = [['x', 'see https://example.com/a/long/address']];
  expect(table(['A', 'B'], rows, { line: 23 })).toBe('A  B\nx  see https://example…\n');
});

test('where the others leave less than a few words, each row is a list, and nothing is cut', () => {
  const rows = [
    ['id', 'x'.repeat(40)],
    ['덧셈', 'a\nb'],
  ];
  expect(table(['A', 'LONG'], rows, { line: 12, cell: 12 })).toBe(
    `A     id\nLONG  ${'x'.repeat(40)}\n\nA     덧셈\nLONG  a b\n`,
  );
});
