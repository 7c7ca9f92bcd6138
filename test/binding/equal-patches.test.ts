import { expect, test } from 'vitest';
import type { Candidate, Claim } from '../../src/binding/candidate.ts';
import {
  asDone,
  doneAtChange,
  doneAtClaim,
  type EqualPatch,
  equalPatches,
  isElsewhere,
  patchSteps,
} from '../../src/binding/equal-patches.ts';
import type { PathState } from '../../src/domain/path-state.ts';

const file = (digit: string) => ({ mode: '100644', oid: digit.repeat(40) });
const [BASE, HEAD, BEGUN, CLAIMED, OTHER] = [file('a'), file('b'), file('c'), file('d'), file('e')];
const STEP = { before: BASE, after: HEAD, key: 'osp1:1' };
const KEYS = new Map([['f', [STEP, { ...STEP }]]]);

const claiming = (claim: Partial<Claim> = {}): Candidate => ({
  id: 'base:one',
  version: '4'.repeat(40),
  begun: [],
  saved: [],
  tree: null,
  claims: [{ path: 'f', before: BEGUN, after: CLAIMED, key: 'osp1:1', ...claim }],
  withheld: new Set(),
  spent: new Set(),
  links: [],
});

test.each([
  ['the same patch from another state, once', claiming(), 1],
  ['another patch', claiming({ key: 'osp1:2' }), 0],
  ['none', claiming({ key: null }), 0],
  ['of another path', claiming({ path: 'g' }), 0],
  ['from the same state', claiming({ before: BASE }), 0],
])('which patch is equal: %s', (_, candidate, count) => {
  expect(equalPatches(KEYS, [candidate])).toHaveLength(count);
});

test('git is asked about files that were edited, and not made or taken away', () => {
  const merges = (claim: Partial<Claim>) =>
    equalPatches(KEYS, [claiming(claim)]).flatMap((patch) => [doneAtClaim(patch), doneAtChange(patch)]);
  expect(merges({})).toEqual([
    { path: 'f', before: BASE, ours: HEAD, theirs: BEGUN },
    { path: 'f', before: BEGUN, ours: BASE, theirs: CLAIMED },
  ]);
  expect(merges({ before: null })).toEqual([null, null]);
});

test.each<[string, PathState, PathState, boolean]>([
  ['done at the claim it is what is claimed', CLAIMED, null, true],
  ['done at the claim it is another, and the claim done here is what is here', OTHER, HEAD, true],
  ['the claim done here is another', null, OTHER, false],
  ['done at the claim it is another, and what is claimed is nowhere', OTHER, null, false],
  ['git cannot tell', null, null, true],
])('the patch counts: %s', (_, atClaim, atChange, counts) => {
  const [patch] = equalPatches(KEYS, [claiming()]) as readonly [EqualPatch];
  expect(isElsewhere(patch, atClaim, atChange)).toBe(!counts);
});

test('all that claim it vouch for a step, but for who claims it no more', () => {
  const candidates = [claiming(), claiming({ before: OTHER }), claiming()];
  const patches = equalPatches(KEYS, candidates);
  expect(patches.map(asDone).map(({ artifact, as }) => [artifact, as.before, as.after])).toEqual(
    [0, 1, 2].map((artifact) => [artifact, BASE, HEAD]),
  );
  const steps = (...given: readonly Candidate[]) => patchSteps(patches, given).get('f');
  const step = { kind: 'patch', before: BASE, after: HEAD };
  expect(steps(...candidates)).toEqual([{ ...step, artifacts: [0, 1, 2] }]);
  expect(steps({ ...claiming(), claims: [] }, ...candidates.slice(1))).toEqual([{ ...step, artifacts: [1, 2] }]);
  expect(steps()).toBeUndefined();
});
