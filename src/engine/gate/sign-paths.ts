import { bindChange } from '../../binding/bind-change.ts';
import type { Candidate } from '../../binding/candidate.ts';
import type { ChangeFacts } from '../../domain/change-facts.ts';
import type { Policy } from '../../domain/policy.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import { needsSignature, signedPaths, type SignedPaths, signedVersions } from '../../judging/signed-paths.ts';
import { undoneClaims } from './undone-claims.ts';

/**
 * Paths for which a signature answers. Where all handoffs have to be signed, and the target branch went on since, it answers
 * for what git makes of both: the same comes out where the branch is merged as it was signed for. Claims of other versions
 * are never put on each other for it, which nobody signed together. What is protected, or is run as a check, needs the very
 * state that was signed for.
 */
export const signPaths = async (
  change: OpenChange,
  facts: ChangeFacts,
  given: {
    readonly versions: readonly ReadArtifact[];
    readonly candidateOf: (version: ReadArtifact) => Candidate;
    readonly policy: Policy;
  },
): Promise<SignedPaths> => {
  const versions = signedVersions(given.versions).map((one) => ({ id: one.id, candidate: given.candidateOf(one) }));
  const signed = signedPaths(facts, versions);
  if (versions.length === 0 || !given.policy.require_signed) return signed;
  const isExact = needsSignature(facts, { ...given.policy, require_signed: false });
  const candidates = versions.map(({ candidate }) => ({ ...candidate, links: [] }));
  const binding = bindChange(facts, candidates);
  const paths = binding.paths.filter(({ path }) => !isExact(path) && !signed.has(path));
  const { replays } = await undoneClaims(change, { facts, binding: { ...binding, paths } }, candidates);
  return replays.size === 0 ? signed : signedPaths(facts, versions, replays);
};
