import { describe, expect, test } from 'vitest';
import { type FollowedMoves, followMoves, mayHaveMoved } from '../../src/binding/follow-moves.ts';
import type { Candidate } from '../../src/binding/candidate.ts';
import type { ChangeFacts } from '../../src/domain/change-facts.ts';
import type { PathState } from '../../src/domain/path-state.ts';

const state = (digit: string): PathState => ({ mode: '100644', oid: digit.repeat(40) });
const [A, B, C] = [state('a'), state('b'), state('c')];

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
  start: null,
  saved: [],
  tree: null,
  claims: paths.map((path) => ({ path, before: A, after: B, key: null })),
  withheld: new Set(),
  spent: new Set(),
  links: [],
});

const states = (all: { readonly [path: string]: readonly PathState[] }) => new Map(Object.entries(all));
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
    expect(placesOf(followMoves(facts(['new/f']), candidate('old/f'), states(told)))).toEqual([place]);
  });

  test('of two alike to the one that kept its name, and to none where that does not tell', () => {
    const told = states({ 'old/f': [null, A], 'new/f': [A, null], 'new/g': [A, null], 'new/h': [A, null] });
    expect(placesOf(followMoves(facts(['new/g', 'new/f']), candidate('old/f'), told))).toEqual(['new/f']);
    expect(placesOf(followMoves(facts(['new/g', 'new/h']), candidate('old/f'), told))).toEqual(['old/f']);
  });
});

test('what the target branch had of a file at both places is told of its claim', () => {
  const told = states({ 'old/f': [null, C, A], 'new/f': [A, C, null] });
  expect(followMoves(facts(['new/f']), candidate('old/f'), told).histories).toMatchObject([
    { claim: { path: 'new/f' }, states: [A, C, C, A] },
  ]);
});
