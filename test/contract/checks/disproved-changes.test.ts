import { describe, expect, test } from 'vitest';
import { withoutDisproved } from '../../../src/contract/checks/disproved-changes.ts';
import type { ChangeFact } from '../../../src/contract/facts.ts';

const seen = (index: number) => ({ event_id: `e${index}`, at: '', source_type: 'Bash', origin: null, index });
const named = (index: number, inside = true): ChangeFact => ({ path: 'a.js', inside, seen: seen(index) });
const unnamed = (index: number, more: Partial<ChangeFact> = {}): ChangeFact => ({
  path: '.',
  inside: true,
  by: 'prettier',
  seen: seen(index),
  ...more,
});
const commit = (index: number, id: string | null = 'abc1234') => ({ id, seen: seen(index) });

const HEAD = `abc1234${'0'.repeat(33)}`;
const CLEAN = { head: HEAD, dirty: false };
const left = (...given: Parameters<typeof withoutDisproved>): number[] =>
  withoutDisproved(...given).map((change) => change.seen.index);

test('a tree that is as a commit of the session left it shows that nothing without a name changed after it', () => {
  expect(left([named(1), unnamed(2), unnamed(5), unnamed(6)], [commit(3)], CLEAN)).toEqual([1, 2]);
  expect(left([unnamed(5)], [commit(1, 'fff0000'), commit(3)], CLEAN)).toEqual([]);
  expect(left([unnamed(5), named(6, false)], [commit(3)], CLEAN)).toEqual([6]);
});

describe('nothing is shown', () => {
  test.each<[string, ...Parameters<typeof withoutDisproved>]>([
    ['by a tree that is dirty', [unnamed(5)], [commit(3)], { head: HEAD, dirty: true }],
    ['without a head', [unnamed(5)], [commit(3)], { head: null, dirty: false }],
    ['where another commit is head', [unnamed(5)], [commit(3, 'fff0000')], CLEAN],
    ['where a later commit of the session is gone', [unnamed(5)], [commit(2), commit(3, 'fff0000')], CLEAN],
    ['by a commit without an id', [unnamed(5)], [commit(3, null)], CLEAN],
    ['without a commit', [unnamed(5)], [], CLEAN],
    ['where a named change came after it', [unnamed(5), named(6)], [commit(3)], CLEAN],
    ['where work may have been thrown away', [unnamed(5), unnamed(6, { undoes: true })], [commit(3)], CLEAN],
    ['in the line of the commit itself', [unnamed(3)], [commit(3)], CLEAN],
  ])('%s', (_, changes, commits, tree) => {
    expect(withoutDisproved(changes, commits, tree)).toEqual(changes);
  });
});
