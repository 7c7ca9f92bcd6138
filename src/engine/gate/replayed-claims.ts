import { MOST_ROUNDS, questionText, type Replays, replayQuestions, withReplays } from '../../binding/replay-claims.ts';
import { renameQuestions, withRenames } from '../../binding/replay-renames.ts';
import { redoQuestions, undoPaths, undoQuestions, withRedone } from '../../binding/undo-base.ts';
import type { Candidate } from '../../binding/candidate.ts';
import type { Bound } from './bind-versions.ts';
import type { OpenChange } from '../../git/change/open-change.ts';

/**
 * What git makes of claims on another base than their own: a rebase, a squash, or a session that brought the target branch in
 * by itself. What the target branch did is taken out first, for which no claimed content is needed: CI seldom has it.
 */
export const replayedClaims = async (
  change: OpenChange,
  bound: Bound,
  candidates: readonly Candidate[],
): Promise<Replays> => {
  const asked = new Set<string>();
  let replays = await undone(change, bound, candidates);
  const moves = renameQuestions(bound.binding, candidates);
  if (moves.length > 0) replays = withRenames(replays, moves, await change.merges(moves));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const questions = replayQuestions({ ...bound, candidates }, replays, asked);
    if (questions.length === 0) break;
    for (const question of questions) asked.add(questionText(question));
    replays = withReplays(replays, questions, await change.merges(questions));
  }
  return replays;
};

const undone = async (change: OpenChange, bound: Bound, candidates: readonly Candidate[]): Promise<Replays> => {
  const paths = undoPaths(bound.binding);
  if (paths.length === 0) return new Map();
  const states = await change.targetStates(candidates.map((one) => ({ since: sinceBegun(one), paths })));
  const undo = undoQuestions({ ...bound, candidates }, states);
  if (undo.length === 0) return new Map();
  await change.bring(undo.map(({ theirs }) => theirs));
  const redo = redoQuestions(undo, await change.merges(undo), candidates);
  return redo.length === 0 ? new Map() : withRedone(new Map(), redo, await change.merges(redo));
};

/** What is claimed began there: at the save the target branch may have been merged already. */
export const sinceBegun = ({ start, saved }: Candidate): readonly string[] =>
  start === null ? saved : [start, ...saved];
