import { bindChange, unexplainedPaths } from '../../binding/bind-change.ts';
import type { Candidate } from '../../binding/candidate.ts';
import type { ChangeBinding } from '../../domain/binding.ts';
import type { ChangeFacts, PatchKeys } from '../../domain/change-facts.ts';
import { sameState } from '../../domain/path-state.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { candidateOf } from '../../judging/candidate-of.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import type { Choosing } from './choose-versions.ts';

export interface Bound {
  readonly facts: ChangeFacts;
  readonly binding: ChangeBinding;
}

/**
 * In passes: equal patches are looked for only where equal states did not explain a path, and what the target branch did
 * only where it seems to be gone.
 */
export const bindVersions = async (
  change: OpenChange,
  { facts, byKey }: Omit<Choosing, 'named'>,
  chosen: readonly ReadArtifact[],
): Promise<Bound> => {
  const candidates = chosen.map((version) => candidateOf(version, byKey));
  const claimed = candidates.flatMap(({ claims }) => claims.map(({ path }) => path));
  const whole = await change.unchanged(facts, claimed);
  const first = bindChange(whole, candidates);
  const open = unexplainedPaths(first);
  if (open.length === 0) return { facts: whole, binding: first };
  const keys = await change.patchKeys(whole, open);
  const second = bindChange(whole, candidates, keys);
  const kept = await keptSteps(change, second, candidates);
  if (kept.size === 0) return { facts: whole, binding: second };
  const all = new Map([
    ...keys,
    ...[...kept].map(([path, steps]) => [path, [...(keys.get(path) ?? []), ...steps]] as const),
  ]);
  return { facts: whole, binding: bindChange(whole, candidates, all) };
};

/** A session that brought the target branch in by itself claims its own change and that one in one: told as its patch. */
const keptSteps = async (
  change: OpenChange,
  { paths }: ChangeBinding,
  candidates: readonly Candidate[],
): Promise<PatchKeys> => {
  const asked = paths.flatMap(({ path, binding, artifacts, bases: [base], head }) => {
    const claim = candidates[artifacts[0] ?? -1]?.claims.find((one) => one.path === path && sameState(one.after, head));
    if (binding !== 'overwritten' || base == null || head === null || claim?.key == null || claim.before === null)
      return [];
    return [{ path, before: claim.before, base, head, key: claim.key }];
  });
  const kept = asked.length === 0 ? new Set() : await change.kept(asked);
  return new Map(
    asked
      .filter(({ path }) => kept.has(path))
      .map(({ path, base, head, key }) => [path, [{ before: base, after: head, key }]]),
  );
};
