import { expect, test } from 'vitest';
import { type EqualPatch, equalPatches, withoutTwins } from '../../src/binding/patch-twins.ts';
import type { Candidate, Claim } from '../../src/binding/candidate.ts';
import type { PathState } from '../../src/domain/path-state.ts';

const file = (digit: string) => ({ mode: '100644', oid: digit.repeat(40) });
const [BASE, HEAD, BEGUN, CLAIMED, OTHER] = [file('a'), file('b'), file('c'), file('d'), file('e')];
const KEYS = new Map([['f', [{ before: BASE, after: HEAD, key: 'osp1:1' }]]]);

const claiming = (claim: Partial<Claim> = {}): Candidate => ({
  id: 'base:one',
  version: '4'.repeat(40),
  start: null,
  saved: [],
  tree: null,
  claims: [{ path: 'f', before: BEGUN, after: CLAIMED, key: 'osp1:1', ...claim }],
  withheld: new Set(),
  spent: new Set(),
  links: [],
});

test.each([
  ['the same patch from another state', claiming(), 1],
  ['another patch', claiming({ key: 'osp1:2' }), 0],
  ['of another path', claiming({ path: 'g' }), 0],
  ['from the same state', claiming({ before: BASE }), 0],
])('what git is asked about: %s', (_, candidate, count) => {
  expect(equalPatches(KEYS, [candidate])).toHaveLength(count);
});

test.each<[string, PathState, PathState, boolean]>([
  ['done at the claim it is what is claimed', CLAIMED, null, true],
  ['done at the claim it is another, and the claim done here is what is here', OTHER, HEAD, true],
  ['the claim done here is another', null, OTHER, false],
  ['done at the claim it is another, and what is claimed is nowhere', OTHER, null, false],
  ['git cannot tell', null, null, true],
])('the key counts: %s', (_, atClaim, atChange, counts) => {
  const [patch] = equalPatches(KEYS, [claiming()]) as readonly [EqualPatch];
  expect(withoutTwins(KEYS, [{ patch, atClaim, atChange }]).get('f')).toHaveLength(counts ? 1 : 0);
});

test('one of several claims is enough', () => {
  const [patch] = equalPatches(KEYS, [claiming()]) as readonly [EqualPatch];
  const told = [OTHER, CLAIMED].map((atClaim) => ({ patch, atClaim, atChange: null }));
  expect(withoutTwins(KEYS, told).get('f')).toHaveLength(1);
});
