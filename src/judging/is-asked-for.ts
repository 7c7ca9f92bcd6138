import type { BoundArtifact } from '../domain/binding.ts';
import type { Policy } from '../domain/policy.ts';
import type { ReadArtifact } from './read-artifact.ts';

/**
 * Whether it is the handoff that a change has to have: one that is bound, or one of drifted paths alone that a commit of the
 * change names, or whose kind of binding is enough for the policy. That it speaks of the paths is not: so does one of
 * another open change of these files.
 */
export const isAskedFor = (
  how: Pick<BoundArtifact, 'bound' | 'related'> | undefined,
  { named }: Pick<ReadArtifact, 'named'>,
  { min_binding }: Pick<Policy, 'min_binding'>,
): boolean => how?.bound === true || (how?.related === true && (named !== null || min_binding === 'drifted'));
