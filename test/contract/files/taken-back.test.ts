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

test('of an edit little is kept, however long its texts are: a session may edit 100,000 files', () => {
  const kept = afterEdit([], diffOf('x'.repeat(900), 'y'.repeat(900)));
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept).length).toBeLessThan(60);
});
