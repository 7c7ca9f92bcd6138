import { expect, test } from 'vitest';
import { afterEdit } from '../../../src/contract/files/taken-back.ts';

const diffOf = (from: string, to: string): string => `@@ -1 +1 @@\n-${from}\n+${to}\n`;

test('the very way back takes the last edit away, and no other does', () => {
  const once = afterEdit([], diffOf('one', 'two'));
  expect(once).toHaveLength(1);
  expect(afterEdit(once, diffOf('two', 'one'))).toEqual([]);
  for (const [from, to] of [
    ['one', 'two'],
    ['two', 'on'],
    ['wo', 'onet'],
  ] as const)
    expect(afterEdit(once, diffOf(from, to))).toHaveLength(2);
});

const hunk = (header: string, ...lines: readonly string[]): string => `${[header, ...lines].join('\n')}\n`;

test.each<[string, string, string, number]>([
  ['at another line', hunk('@@ -1 +1 @@', '-1', '+2'), hunk('@@ -9 +9 @@', '-2', '+1'), 2],
  [
    'at its line, shown with more around it',
    hunk('@@ -9 +9 @@', '-1', '+2'),
    hunk('@@ -7,3 +7,3 @@', ' a', ' b', '-2', '+1'),
    0,
  ],
  ['behind another line', hunk('@@', ' a', '-1', '+2'), hunk('@@', ' b', '-2', '+1'), 2],
  ['before another line', hunk('@@', '-1', '+2', ' a'), hunk('@@', '-2', '+1', ' b'), 2],
  ['between the same', hunk('@@', ' a', '-1', '+2', ' c'), hunk('@@', ' a', '-2', '+1', ' c'), 0],
  ['that hold signs and digits', '-y+1\n+y-2\n', '-y-2\n+y+1\n', 0],
  ['below a title with signs', hunk('@@ f-1', '-1', '+2'), hunk('@@ f+2', '-2', '+1'), 0],
  ['where one of them says nothing of its place', hunk('@@', '-1', '+2'), hunk('@@', ' a', '-2', '+1'), 0],
])('the same words %s', (_, there, back, left) => {
  expect(afterEdit(afterEdit([], there), back)).toHaveLength(left);
});

test('of an edit little is kept, however long its texts are: a session may edit 100,000 files', () => {
  const kept = afterEdit([], diffOf('x'.repeat(900), 'y'.repeat(900)));
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept).length).toBeLessThan(60);
});
