import { expect, test } from 'vitest';
import { isKept } from '../../src/binding/kept-lines.ts';
import type { LineHunk } from '../../src/domain/line-hunk.ts';

/** As `git diff -U0` tells it: lines at a place stand for lines at another. */
const hunk = (from: number, removed: number, to: number, added: number, text: Partial<LineHunk> = {}): LineHunk => ({
  from,
  removed,
  to,
  added,
  gone: [],
  put: [],
  ...text,
});

// the target branch added lines 3 and 4, and took one away at 8
const ADDED = [hunk(3, 0, 3, 2)];
const REPLACED = [hunk(8, 1, 8, 1)];
const REMOVED = [hunk(8, 1, 8, 0)];

const GONE = { gone: ['hole( x )'] };
const BACK = { put: ['\thole(x)\r'] };

test.each([
  ['nothing else is changed', [...ADDED, ...REPLACED, ...REMOVED], [], true],
  ['a line is put right behind what was added', ADDED, [hunk(5, 0, 5, 1)], true],
  ['or right before it', ADDED, [hunk(3, 0, 3, 1)], true],
  ['its neighbours are replaced', ADDED, [hunk(2, 1, 2, 1), hunk(5, 1, 5, 2)], true],
  ['one of the added lines is gone', ADDED, [hunk(4, 1, 4, 0)], false],
  ['one within a longer part is gone', ADDED, [hunk(1, 9, 1, 3)], false],
  ['a line far from a replaced one', REPLACED, [hunk(6, 0, 6, 1), hunk(11, 1, 11, 1)], true],
  ['the replaced line is replaced again', REPLACED, [hunk(8, 1, 8, 1)], false],
  ['a line beside a replaced one may be what it was', REPLACED, [hunk(9, 0, 9, 1)], false],
  ['a line where one was taken away may be that one', REMOVED, [hunk(8, 0, 8, 1)], false],
  ['as may one that stands for its neighbour', REMOVED, [hunk(7, 1, 7, 1)], false],
  ['a neighbour is taken away too', REMOVED, [hunk(7, 1, 7, 0)], true],
  ['what was taken away stands elsewhere', [hunk(8, 1, 8, 0, GONE)], [hunk(20, 0, 20, 1, BACK)], false],
  ['and something else does', [hunk(8, 1, 8, 0, GONE)], [hunk(20, 0, 20, 1, { put: ['other()'] })], true],
  ['an empty line does', [hunk(8, 1, 8, 0, { gone: [''] })], [hunk(20, 0, 20, 1, { put: ['\t'] })], true],
  ['the target branch did nothing', [], [hunk(0, 9, 0, 1)], true],
] as const)('%s', (_, since, own, kept) => {
  expect(isKept(since, own)).toBe(kept);
});
