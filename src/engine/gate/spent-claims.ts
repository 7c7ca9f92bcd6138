import type { Candidate, Claim } from '../../binding/candidate.ts';
import { type ClaimHistory, spentOf, spentQuestions, withoutSpent } from '../../binding/spent-claims.ts';
import type { ChangeFacts } from '../../domain/change-facts.ts';
import { sameState } from '../../domain/path-state.ts';
import type { OpenChange } from '../../git/change/open-change.ts';

/** What is beyond is told by equal states alone. */
const MOST_MERGES = 4_096;

/** The same candidates, in their order, without the claims whose work the target branch had since the save and took back. */
export const withoutSpentClaims = async (
  change: OpenChange,
  facts: ChangeFacts,
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> => {
  const open = candidates.map(({ claims }) =>
    claims.filter(({ path, before, after }) => facts.paths.has(path) && !sameState(before, after)),
  );
  if (open.every((claims) => claims.length === 0)) return candidates;
  const states = await change.targetStates(
    candidates.map(({ saved }, at) => ({ since: saved, paths: open[at]?.map(({ path }) => path) ?? [] })),
  );
  const histories = open.flatMap((claims, at) =>
    claims.flatMap((claim) => {
      const list = states[at]?.get(claim.path) ?? [];
      return list.length === 0 ? [] : [{ claim, states: list }];
    }),
  );
  const spent = await spentAmong(change, histories);
  return spent.size === 0 ? candidates : candidates.map((candidate) => withoutSpent(candidate, spent));
};

export const spentAmong = async (
  change: OpenChange,
  histories: readonly ClaimHistory[],
): Promise<ReadonlySet<Claim>> => {
  const questions = spentQuestions(histories);
  return new Set(
    spentOf(histories, questions.length === 0 ? [] : await change.merges(questions.slice(0, MOST_MERGES))),
  );
};
