import { describe, expect, test } from 'vitest';
import { type FollowedMoves, followMoves, mayHaveMoved, movesOf, withMoved } from '../../src/binding/follow-moves.ts';
import type { Candidate } from '../../src/binding/candidate.ts';
import type { ChangeFacts } from '../../src/domain/change-facts.ts';
import type { PathState } from '../../src/domain/path-state.ts';

const state = (digit: string): PathState => ({ mode: '100644', oid: digit.repeat(40) });
const [A, B, C, D] = [state('a'), state('b'), state('c'), state('d')];

const EMPTY: PathState = { mode: '100644', oid: 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391' };

const facts = (paths: readonly string[], gone: readonly string[] = ['old/f']): ChangeFacts => ({
  object_format: 'sha1',
  head: '1'.repeat(40),
  head_tree: '2'.repeat(40),
  base_tip: '3'.repeat(40),
  merge_bases: ['3'.repeat(40)],
  paths: new Map(paths.map((path) => [path, { bases: [A], head: B }])),
  unchanged: new Map(gone.map((path) => [path, null])),
  commits: [],
  base_states: new Map(),
});

const candidate = (...paths: readonly string[]): Candidate => ({
  id: 'base:one',
  version: '4'.repeat(40),
  begun: [],
  saved: [],
  tree: null,
  claims: paths.map((path) => ({ path, before: A, after: B, key: null })),
  withheld: new Set(),
  spent: new Set(),
  links: [],
});

const states = (all: { readonly [path: string]: readonly PathState[] }) => new Map(Object.entries(all));
const followed = (change: ChangeFacts, one: Candidate, told: ReturnType<typeof states>): FollowedMoves =>
  followMoves(one, movesOf(change, one, told).places, told);
const placesOf = ({ candidate: { claims } }: FollowedMoves): readonly string[] => claims.map(({ path }) => path);

test('nothing is asked where all that is claimed is there, or nothing that is there could be it', () => {
  expect(mayHaveMoved(facts(['old/f', 'new/f']), candidate('old/f'))).toBe(false);
  expect(mayHaveMoved(facts([]), candidate('old/f'))).toBe(false);
  expect(mayHaveMoved(facts(['new/f']), candidate('old/f', 'new/f'))).toBe(false);
  expect(mayHaveMoved(facts(['new/f']), candidate('old/f'))).toBe(true);
});

describe('claims go where the target branch moved their file', () => {
  test.each([
    ['moved', { 'old/f': [null, A], 'new/f': [A, null] }, 'new/f'],
    ['edited, and moved', { 'old/f': [null, C, A], 'new/f': [C, null] }, 'new/f'],
    ['moved, and edited', { 'old/f': [null, A], 'new/f': [C, A, null] }, 'new/f'],
    ['still there', { 'old/f': [A, C], 'new/f': [A, null] }, 'old/f'],
    ['of other content', { 'old/f': [null, A], 'new/f': [C, null] }, 'old/f'],
    ['there before', { 'old/f': [null, A], 'new/f': [C, A] }, 'old/f'],
    ['not told of', { 'old/f': [null, A] }, 'old/f'],
    ['made again, and taken away', { 'old/f': [null, A], 'new/f': [null, A] }, 'old/f'],
    ['moved twice', { 'old/f': [null, A], 'mid/g': [null, A, null], 'new/f': [A, null] }, 'new/f'],
    // whether the change touches the other or not
    ['made twice', { 'old/f': [null, A], 'new/f': [A, null], 'other/f': [C, A, null] }, 'old/f'],
    ['one of two', { 'old/f': [null, A], 'old/g': [null, A], 'new/f': [A, null] }, 'new/f'],
    ['one of two of one name', { 'old/f': [null, A], 'older/f': [null, A], 'new/f': [A, null] }, 'old/f'],
    ['of empty content', { 'old/f': [null, EMPTY], 'new/f': [EMPTY, null] }, 'old/f'],
  ])('%s', (_, told, place) => {
    expect(placesOf(followed(facts(['new/f']), candidate('old/f'), states(told)))).toEqual([place]);
  });

  test('of two alike to the one that kept its name, and to none where that does not tell', () => {
    const told = states({ 'old/f': [null, A], 'new/f': [A, null], 'new/g': [A, null], 'new/h': [A, null] });
    expect(placesOf(followed(facts(['new/g', 'new/f']), candidate('old/f'), told))).toEqual(['new/f']);
    expect(placesOf(followed(facts(['new/g', 'new/h']), candidate('old/f'), told))).toEqual(['old/f']);
  });
});

test('what the target branch had of a file at both places is told of its claim', () => {
  const told = states({ 'old/f': [null, C, A], 'new/f': [A, C, null] });
  expect(followed(facts(['new/f']), candidate('old/f'), told).histories).toMatchObject([
    { claim: { path: 'new/f' }, states: [A, C, C, A] },
  ]);
});

describe('git is asked for what was edited as it was moved', () => {
  const asked = (told: Parameters<typeof states>[0]) =>
    movesOf(facts(['new/f']), candidate('old/f'), states(told)).asked;

  test.each([
    ['other content was made', { 'old/f': [null, A], 'new/f': [C, null] }, [['old/f'], ['new/f']]],
    // all of them, one may be the file as well
    [
      'beside others',
      { 'old/f': [null, A], 'gone/g': [null, B], 'new/f': [C, null], 'other/f': [D, null] },
      [
        ['old/f', 'gone/g'],
        ['new/f', 'other/f'],
      ],
    ],
  ])('%s', (_, told, lists) => {
    const moves = asked(told);
    expect([[...(moves?.gone.keys() ?? [])], [...(moves?.made.keys() ?? [])]]).toEqual(lists);
  });

  test.each([
    ['the very content was made', { 'old/f': [null, A], 'new/f': [A, null] }],
    ['nobody can tell which it is', { 'old/f': [null, A], 'new/f': [A, null], 'other/f': [A, null] }],
    ['it is still there', { 'old/f': [C, A], 'new/f': [C, null] }],
    ['what the change edits was there before', { 'old/f': [null, A], 'new/f': [C, B], 'other/f': [D, null] }],
  ])('not where %s', (_, told) => {
    expect(asked(told)).toBeNull();
  });

  test('a claim goes to one place, and none goes to what is claimed otherwise', () => {
    const told = states({ 'old/f': [null, A], 'new/f': [C, null], 'other/f': [D, null] });
    const placed = (one: Candidate) => {
      const change = facts(['new/f', 'other/f']);
      const moves = movesOf(change, one, told);
      return Object.fromEntries(withMoved(moves, [[0, 0]], { facts: change, candidate: one }));
    };
    expect(placed(candidate('old/f'))).toEqual({ 'old/f': 'new/f' });
    expect(placed(candidate('old/f', 'new/f'))).toEqual({});
    expect(placed(candidate('else'))).toEqual({});
  });
});
