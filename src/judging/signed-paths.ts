import { bindChange } from '../binding/bind-change.ts';
import type { Candidate } from '../binding/candidate.ts';
import type { Replays } from '../binding/replays.ts';
import type { BoundPath } from '../domain/binding.ts';
import type { ChangeFacts } from '../domain/change-facts.ts';
import type { Policy } from '../domain/policy.ts';
import { ATTRIBUTES } from './attributes-glob.ts';
import { guardingIn } from './guarding.ts';
import type { ReadArtifact } from './read-artifact.ts';

/** Ids of the handoffs whose signatures answer for a path, by path; one that nobody answers for is not in it. */
export type SignedPaths = ReadonlyMap<string, readonly string[]>;

/** Versions that somebody answers for whom the target branch names. */
export const signedVersions = <T extends Pick<ReadArtifact, 'trust'>>(versions: readonly T[]): readonly T[] =>
  versions.filter(({ trust }) => trust === 'vouched' || trust === 'witnessed');

/**
 * The paths that signed handoffs explain alone, as if no other were there: state by state from the merge base to the head.
 * So an unsigned claim of the same step takes nothing from a signature, and none of another step is made good by one. An
 * equal patch may lie at another place than the one that was signed for, and a link says what a hook did: neither is enough.
 * @param versions that are signed, also those that are not judged: a signature answers for the states of its own version
 * @param undone what was signed for, with what the target branch did since (undo-base.ts), by the places of `versions`
 */
export const signedPaths = (
  facts: ChangeFacts,
  versions: readonly { readonly id: string; readonly candidate: Candidate }[],
  undone: Replays = new Map(),
): SignedPaths => {
  if (versions.length === 0) return new Map();
  const alone = versions.map(({ candidate }) => ({ ...candidate, links: [] }));
  const { paths } = bindChange(facts, alone, undone);
  return new Map(
    paths
      .filter(({ binding, artifacts }) => SIGNED.has(binding) && artifacts.length > 0)
      .map(({ path, artifacts }) => [path, [...new Set(artifacts.flatMap((index) => versions[index]?.id ?? []))]]),
  );
};

const SIGNED: ReadonlySet<BoundPath['binding']> = new Set(['content', 'patch']);

/** Whether a policy asks for a signature where a path is changed: more handoffs are looked for until there is one. */
export const needsSignature = (
  facts: Pick<ChangeFacts, 'paths' | 'commits'>,
  { require_signed, protect, required_checks }: Pick<Policy, 'require_signed' | 'protect' | 'required_checks'>,
): ((path: string) => boolean) => {
  if (require_signed) return () => true;
  const definitions = required_checks.flatMap(({ definition }) => definition);
  return guardingIn(facts)([...protect, ...(required_checks.length === 0 ? [] : [...definitions, ATTRIBUTES])]);
};
