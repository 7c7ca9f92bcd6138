import { bindChange, unexplainedPaths } from '../../binding/bind-change.ts';
import type { ChangeBinding } from '../../domain/binding.ts';
import type { ChangeFacts } from '../../domain/change-facts.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { candidateOf } from '../../judging/candidate-of.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import type { Choosing } from './choose-versions.ts';

export interface Bound {
  readonly facts: ChangeFacts;
  readonly binding: ChangeBinding;
}

/** In two passes: equal patches are looked for only where equal states did not explain a path. */
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
  return { facts: whole, binding: bindChange(whole, candidates, await change.patchKeys(whole, open)) };
};
