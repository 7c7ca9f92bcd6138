import type { Candidate } from '../../binding/candidate.ts';
import { doneAtChange, doneAtClaim, type EqualPatch, equalPatches, withoutTwins } from '../../binding/patch-twins.ts';
import type { PatchKeys } from '../../domain/change-facts.ts';
import { type PathState, sameState } from '../../domain/path-state.ts';
import type { OpenChange } from '../../git/change/open-change.ts';

/** Claims that follow each other on one path: what git makes of one may be where the next began, and nowhere else any more. */
const MOST_ROUNDS = 4;

/** Strict patch keys of steps, without those that git puts elsewhere than the claim of the same key: see patch-twins.ts. */
export const keysWithoutTwins = async (
  change: OpenChange,
  keys: PatchKeys,
  candidates: readonly Candidate[],
): Promise<PatchKeys> => {
  const patches = equalPatches(keys, candidates);
  if (patches.length === 0) return keys;
  await change.bring(patches.map(({ begun }) => begun));
  const atClaim = await atTheirClaims(change, patches);
  const open = patches.filter((patch) => !isClaimed(patch, atClaim.get(patch)));
  const made = open.length === 0 ? [] : await change.merges(open.map(doneAtChange));
  const atChange = new Map(open.map((patch, at) => [patch, made[at] ?? null]));
  return withoutTwins(
    keys,
    patches.map((patch) => ({
      patch,
      atClaim: atClaim.get(patch) ?? null,
      atChange: atChange.get(patch) ?? null,
    })),
  );
};

const atTheirClaims = async (
  change: OpenChange,
  patches: readonly EqualPatch[],
): Promise<ReadonlyMap<EqualPatch, PathState>> => {
  const found = new Map<EqualPatch, PathState>();
  let open = patches;
  for (let round = 0; round < MOST_ROUNDS && open.length > 0; round++) {
    const made = await change.merges(open.map(doneAtClaim));
    for (const [at, patch] of open.entries()) found.set(patch, made[at] ?? null);
    const left = open.filter((patch) => (found.get(patch) ?? null) === null);
    if (left.length === open.length) break;
    open = left;
  }
  return found;
};

const isClaimed = ({ claimed }: EqualPatch, made: PathState = null): boolean =>
  made !== null && sameState(made, claimed);
