import { bindChange, unexplainedPaths } from '../../binding/bind-change.ts';
import type { Candidate } from '../../binding/candidate.ts';
import { MOST_ROUNDS, questionText, type Replays, replayQuestions, withReplays } from '../../binding/replay-claims.ts';
import type { ChangeBinding } from '../../domain/binding.ts';
import type { ChangeFacts } from '../../domain/change-facts.ts';
import type { OpenChange } from '../../git/change/open-change.ts';

export interface Bound {
  readonly facts: ChangeFacts;
  readonly binding: ChangeBinding;
}

/**
 * In passes: equal patches are looked for only where equal states did not explain a path, and what git makes of the claims
 * on another base only where these did not either.
 */
export const bindVersions = async (
  change: OpenChange,
  facts: ChangeFacts,
  candidates: readonly Candidate[],
): Promise<Bound> => {
  const claimed = candidates.flatMap(({ claims }) => claims.map(({ path }) => path));
  const whole = await change.unchanged(facts, claimed);
  const first = bindChange(whole, candidates);
  const open = unexplainedPaths(first);
  if (open.length === 0) return { facts: whole, binding: first };
  const keys = await change.patchKeys(whole, open);
  const second = bindChange(whole, candidates, { keys });
  const replays = await replayed(change, { facts: whole, binding: second }, candidates);
  return { facts: whole, binding: replays.size === 0 ? second : bindChange(whole, candidates, { keys, replays }) };
};

/** A rebase, a squash, or a session that brought the target branch in by itself. */
const replayed = async (change: OpenChange, bound: Bound, candidates: readonly Candidate[]): Promise<Replays> => {
  const asked = new Set<string>();
  let replays: Replays = new Map();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const questions = replayQuestions({ ...bound, candidates }, replays, asked);
    if (questions.length === 0) break;
    for (const question of questions) asked.add(questionText(question));
    replays = withReplays(replays, questions, await change.merges(questions));
  }
  return replays;
};
