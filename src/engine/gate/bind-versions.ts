import { bindChange } from '../../binding/bind-change.ts';
import type { Candidate } from '../../binding/candidate.ts';
import { asDone, patchSteps } from '../../binding/equal-patches.ts';
import { inConflict, keptMerge, keptPairs, keptQuestions, withKept } from '../../binding/kept-lines.ts';
import type { Bound } from '../../binding/replay-claims.ts';
import type { Replays } from '../../binding/replays.ts';
import { unexplainedPaths } from '../../binding/unexplained-paths.ts';
import type { ChangeBinding } from '../../domain/binding.ts';
import type { ChangeFacts } from '../../domain/change-facts.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { withBothPlaces, withFollowedMoves } from './followed-moves.ts';
import { patchesOfClaims } from './patches-of-claims.ts';
import { replayedClaims } from './replayed-claims.ts';
import { withoutSpentAs } from './spent-claims.ts';

/**
 * In passes: equal patches are looked for only where equal states did not explain a path, and what git makes of the claims
 * on another base only where these did not either.
 */
export const bindVersions = async (
  given: OpenChange,
  facts: ChangeFacts,
  claiming: readonly Candidate[],
): Promise<Bound> => {
  const claimed = claiming.flatMap(({ claims }) => claims.map(({ path }) => path));
  const whole = await given.unchanged(facts, claimed);
  const { candidates, places } = await withFollowedMoves(given, whole, claiming);
  const change = places.size === 0 ? given : withBothPlaces(given, places);
  const first = bindChange(whole, candidates);
  const open = unexplainedPaths(first).map(({ path }) => path);
  if (open.length === 0) return { facts: whole, binding: first };
  const equal = await patchesOfClaims(change, await change.patchKeys(whole, open), candidates);
  const unspent = await withoutSpentAs(change, candidates, equal.map(asDone));
  const second = bindChange(whole, unspent, patchSteps(equal, unspent));
  const { replays, candidates: standing } = await replayedClaims(change, { facts: whole, binding: second }, unspent);
  const patches = patchSteps(equal, standing);
  const isSame = replays.size === 0 && standing === unspent;
  const third = isSame ? second : bindChange(whole, standing, patches, replays);
  const all = await kept(change, { binding: third, candidates: standing }, replays);
  return { facts: whole, binding: all === replays ? third : bindChange(whole, standing, patches, all) };
};

/** A conflict that was resolved with all of what the target branch did still there. */
const kept = async (
  change: OpenChange,
  { binding, candidates }: { readonly binding: ChangeBinding; readonly candidates: readonly Candidate[] },
  replays: Replays,
): Promise<Replays> => {
  const paths = binding.paths.flatMap(({ path, binding: how }) => (how === 'overwritten' ? [path] : []));
  if (paths.length === 0) return replays;
  const states = await change.targetStates(candidates.map(({ begun }) => ({ since: begun, paths })));
  const asked = keptQuestions(binding, candidates, states);
  if (asked.length === 0) return replays;
  const questions = inConflict(asked, await change.merges(asked.map(keptMerge)));
  return withKept(replays, questions, await change.compare(keptPairs(questions)));
};
