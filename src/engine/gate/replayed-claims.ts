import { type Bound, MOST_ROUNDS, questionText, replayQuestions, withReplays } from '../../binding/replay-claims.ts';
import { renameQuestions, unmoved, withRenames } from '../../binding/replay-renames.ts';
import type { Candidate } from '../../binding/candidate.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { type UndoneClaims, undoneClaims } from './undone-claims.ts';

/**
 * What git makes of claims on another base than their own: a rebase, a squash, or a session that brought the target branch in
 * by itself. What the target branch did is taken out first, for which no claimed content is needed: CI seldom has it.
 */
export const replayedClaims = async (
  change: OpenChange,
  bound: Bound,
  given: readonly Candidate[],
): Promise<UndoneClaims> => {
  const asked = new Set<string>();
  const { candidates, ...undone } = await undoneClaims(change, bound, given);
  let { replays } = undone;
  const moves = renameQuestions(bound.binding, candidates);
  if (moves.length > 0) {
    await change.bring(moves.flatMap(({ before, ours }) => [before, ours]));
    await change.merges(moves.map(unmoved));
    replays = withRenames(replays, moves, await change.merges(moves));
  }
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const questions = replayQuestions({ ...bound, candidates }, replays, asked);
    if (questions.length === 0) break;
    for (const question of questions) asked.add(questionText(question));
    replays = withReplays(replays, questions, await change.merges(questions));
  }
  return { replays, candidates };
};
