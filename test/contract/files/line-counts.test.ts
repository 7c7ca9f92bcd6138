import { expect, test } from 'vitest';
import { addedLines, diffLines, removedLines } from '../../../src/contract/files/line-counts.ts';

const counts = (diff: string) => [diffLines(diff, '+'), diffLines(diff, '-')];

test('the two lines that head a file are none of its own', () => {
  expect(counts('--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\n--- a/y\n+++ b/y\n@@ -1 +1,2 @@\n y\n+y')).toEqual([2, 1]);
});

test('a line that begins as such a one does counts: a comment of SQL, an increment', () => {
  const diff = '@@\n--- an old comment\n+select 1;\n+++i;\n';
  expect(counts(diff)).toEqual([2, 1]);
  expect(removedLines(diff)).toBe('-- an old comment');
  expect(addedLines(diff)).toBe('select 1;\n++i;');
});
