import { expect, test } from 'vitest';
import type { Candidate, Claim } from '../../src/binding/candidate.ts';
import { patchedClaims } from '../../src/binding/patched-claims.ts';
import type { PathState } from '../../src/domain/path-state.ts';

const state = (digit: string): PathState => ({ mode: '100644', oid: digit.repeat(40) });
const [A, B, C, D] = [state('a'), state('b'), state('c'), state('d')];

const candidate = (...claims: readonly Claim[]): Candidate => ({
  id: 'base:one',
  version: 'e'.repeat(40),
  start: null,
  saved: [],
  tree: null,
  claims,
  withheld: new Set(),
  spent: new Set(),
  links: [],
});

test('a claim comes to what its very patch leads to in the change, where that begins elsewhere', () => {
  const claim: Claim = { path: 'a.txt', before: A, after: B, key: 'one' };
  const others: readonly Claim[] = [
    { ...claim, path: 'b.txt' },
    { ...claim, key: null },
    { ...claim, key: 'two' },
    { ...claim, before: C },
  ];
  const keys = new Map([['a.txt', [{ before: C, after: D, key: 'one' }]]]);
  expect(patchedClaims([candidate(...others), candidate(claim)], keys)).toEqual([
    { artifact: 1, claim, as: { ...claim, before: C, after: D } },
  ]);
});
