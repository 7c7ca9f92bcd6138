import type { Candidate } from '../../binding/candidate.ts';
import {
  doneAtChange,
  doneAtClaim,
  type EqualPatch,
  equalPatches,
  isClaimed,
  isElsewhere,
} from '../../binding/equal-patches.ts';
import type { PatchKeys } from '../../domain/change-facts.ts';
import type { FileMerge } from '../../domain/file-merge.ts';
import type { PathState } from '../../domain/path-state.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { MOST_MERGES } from './spent-claims.ts';

/** Claims that follow each other on one path: what git makes of one may be where the next began, and nowhere else any more. */
const MOST_ROUNDS = 4;

/** Steps of a claim's strict patch, without those that git puts elsewhere than the claim: see equal-patches.ts. */
export const patchesOfClaims = async (
  change: OpenChange,
  keys: PatchKeys,
  candidates: readonly Candidate[],
): Promise<readonly EqualPatch[]> => {
  const patches = equalPatches(keys, candidates);
  if (patches.length === 0) return patches;
  await change.bring(patches.flatMap(({ claim }) => claim.before ?? []));
  const atClaim = await atTheirClaims(change, patches);
  const open = patches.filter((patch) => !isClaimed(patch, atClaim.get(patch) ?? null));
  const atChange = await made(change, open, doneAtChange);
  return patches.filter((patch) => !isElsewhere(patch, atClaim.get(patch) ?? null, atChange.get(patch) ?? null));
};

type Made = ReadonlyMap<EqualPatch, PathState>;

const atTheirClaims = async (change: OpenChange, patches: readonly EqualPatch[]): Promise<Made> => {
  let found: Made = new Map();
  let open = patches;
  for (let round = 0; round < MOST_ROUNDS && open.length > 0; round++) {
    found = new Map([...found, ...(await made(change, open, doneAtClaim))]);
    const left = open.filter((patch) => (found.get(patch) ?? null) === null);
    if (left.length === open.length) break;
    open = left;
  }
  return found;
};

/** Beyond so many the key decides. */
const made = async (
  change: OpenChange,
  patches: readonly EqualPatch[],
  mergeOf: (patch: EqualPatch) => FileMerge | null,
): Promise<Made> => {
  const asked = patches
    .flatMap((patch) => {
      const merge = mergeOf(patch);
      return merge === null ? [] : [{ patch, merge }];
    })
    .slice(0, MOST_MERGES);
  const merged = asked.length === 0 ? [] : await change.merges(asked.map(({ merge }) => merge));
  return new Map(asked.map(({ patch }, at) => [patch, merged[at] ?? null]));
};
