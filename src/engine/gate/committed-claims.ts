import type { Candidate } from '../../binding/candidate.ts';
import type { ChangeFacts } from '../../domain/change-facts.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { committedPaths } from '../../judging/candidate-of.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';

/** Versions of which commits are looked up: an honest change has a few. */
const MOST_LOOKED_UP = 64;

/**
 * The same candidates, in their order, with the states that a save did not tell, and for which it names the commit that has
 * them. Where the head does not come from that commit, after a rebase or a squash, they stay untold: elsewhere it may be gone.
 */
export const withCommittedClaims = async (
  change: OpenChange,
  { paths, byKey }: Pick<ChangeFacts, 'paths'> & { readonly byKey: ReadonlyMap<string, string> },
  read: readonly { readonly version: ReadArtifact; readonly candidate: Candidate }[],
): Promise<readonly Candidate[]> => {
  const candidates: Candidate[] = [];
  let looked = 0;
  for (const { version, candidate } of read) {
    const asked = committedPaths(version, byKey).filter((path) => candidate.withheld.has(path) && paths.has(path));
    const { start = null, base = null } = version.manifest ?? {};
    const isAsked = asked.length > 0 && start !== null && base !== null && looked++ < MOST_LOOKED_UP;
    candidates.push(isAsked ? await withStates(change, candidate, { asked, start, base }) : candidate);
  }
  return candidates;
};

const withStates = async (
  change: OpenChange,
  candidate: Candidate,
  { asked, start, base }: { readonly asked: readonly string[]; readonly start: string; readonly base: string },
): Promise<Candidate> => {
  const [before, after] = [await change.at(start, asked), await change.at(base, asked)];
  if (before === null || after?.in_head !== true) return candidate;
  const told = asked.filter((path) => before.states.has(path) && after.states.has(path));
  const claims = told.map((path) => ({
    path,
    before: before.states.get(path) ?? null,
    after: after.states.get(path) ?? null,
    key: null,
  }));
  return {
    ...candidate,
    claims: [...candidate.claims, ...claims],
    withheld: new Set([...candidate.withheld].filter((path) => !told.includes(path))),
  };
};
