import type { Candidate } from '../../binding/candidate.ts';
import type { Replays } from '../../binding/replay-claims.ts';
import { redoQuestions, undoPaths, undoQuestions, withRedone } from '../../binding/undo-base.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import type { Bound } from './bind-versions.ts';

/** Claims that were done again, with what the target branch did since: see undo-base.ts. */
export const undoneClaims = async (
  change: OpenChange,
  bound: Bound,
  candidates: readonly Candidate[],
): Promise<Replays> => {
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
