import type { Candidate, Claim } from '../../binding/candidate.ts';
import {
  type AskedClaim,
  type ClaimHistory,
  spentOf,
  spentQuestions,
  spentStates,
  withoutSpent,
} from '../../binding/spent-claims.ts';
import type { ChangeFacts } from '../../domain/change-facts.ts';
import { sameState, stateText } from '../../domain/path-state.ts';
import type { OpenChange } from '../../git/change/open-change.ts';

/** What is beyond is told by equal states, and by equal patches, alone. */
export const MOST_MERGES = 4_096;

/** The same candidates, in their order, without the claims whose work the target branch had since the save and took back. */
export const withoutSpentClaims = async (
  change: OpenChange,
  facts: ChangeFacts,
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> => {
  const open = candidates.map(({ claims }) =>
    claims.filter(({ path, before, after }) => facts.paths.has(path) && !sameState(before, after)),
  );
  return withoutSpentAs(
    change,
    candidates,
    open.flatMap((claims, artifact) => claims.map((claim) => ({ artifact, claim, as: claim }))),
  );
};

/** The same candidates, without the claims that are spent by what they come to. */
export const withoutSpentAs = async (
  change: OpenChange,
  candidates: readonly Candidate[],
  asked: readonly AskedClaim[],
): Promise<readonly Candidate[]> => {
  if (asked.length === 0) return candidates;
  const paths = candidates.map((): string[] => []);
  for (const { artifact, claim } of asked) paths[artifact]?.push(claim.path);
  const states = await change.targetStates(
    candidates.map(({ saved }, at) => ({ since: saved, paths: paths[at] ?? [] })),
  );
  const histories = new Map<Claim, ClaimHistory>();
  for (const { artifact, claim, as } of asked) {
    const list = states[artifact]?.get(as.path) ?? [];
    // where it began, or what it comes to does, the work is not: after most rebases there is nothing else
    const begun = new Set([stateText(claim.before), stateText(as.before)]);
    if (list.some((state) => !begun.has(stateText(state)))) histories.set(as, { claim: as, states: list });
  }
  const told = await spentAmong(change, [...histories.values()]);
  const spent = new Set(asked.flatMap(({ claim, as }) => (told.has(as) ? [claim] : [])));
  return spent.size === 0 ? candidates : candidates.map((candidate) => withoutSpent(candidate, spent));
};

export const spentAmong = async (
  change: OpenChange,
  histories: readonly ClaimHistory[],
): Promise<ReadonlySet<Claim>> => {
  const questions = spentQuestions(histories).slice(0, MOST_MERGES);
  if (questions.length > 0) await change.bring(spentStates(questions));
  return new Set(spentOf(histories, questions.length === 0 ? [] : await change.merges(questions)));
};
