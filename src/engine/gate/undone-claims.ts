import type { Candidate } from '../../binding/candidate.ts';
import type { Replays } from '../../binding/replays.ts';
import { withoutSpent } from '../../binding/spent-claims.ts';
import { redoneSteps, type RedoQuestion, redoQuestions, undoPaths, undoQuestions } from '../../binding/undo-base.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import type { Bound } from './bind-versions.ts';
import { spentAmong } from './spent-claims.ts';

export interface UndoneClaims {
  readonly replays: Replays;
  /** Without what turned out to be spent, now that git made the claimed content again. */
  readonly candidates: readonly Candidate[];
}

/** Claims that were done again, with what the target branch did since: see undo-base.ts. */
export const undoneClaims = async (
  change: OpenChange,
  bound: Bound,
  candidates: readonly Candidate[],
): Promise<UndoneClaims> => {
  const nothing: UndoneClaims = { replays: new Map(), candidates };
  const paths = undoPaths(bound.binding);
  if (paths.length === 0) return nothing;
  const states = await change.targetStates(candidates.map((one) => ({ since: sinceBegun(one), paths })));
  const undo = undoQuestions({ ...bound, candidates }, states);
  if (undo.length === 0) return nothing;
  await change.bring(undo.map(({ theirs }) => theirs));
  const left = await change.merges(undo);
  const claimed = redoQuestions(undo, left, candidates);
  if (claimed.length === 0) return nothing;
  const standing = await withoutSpentAmong(change, candidates, claimed);
  const redo = redoQuestions(undo, left, standing);
  const replays = redo.length === 0 ? nothing.replays : redoneSteps(redo, await change.merges(redo));
  return { replays, candidates: standing };
};

/** Where the claimed content was nowhere, nobody could tell that the target branch had the work in a file of other content. */
const withoutSpentAmong = async (
  change: OpenChange,
  candidates: readonly Candidate[],
  claimed: readonly RedoQuestion[],
): Promise<readonly Candidate[]> => {
  const paths = [...new Set(claimed.map(({ path }) => path))];
  const states = await change.targetStates(candidates.map(({ saved }) => ({ since: saved, paths })));
  const histories = claimed.flatMap(({ path, before, theirs, artifacts }) =>
    artifacts.flatMap((artifact) => {
      const had = states[artifact]?.get(path) ?? [];
      return had.length === 0 ? [] : [{ artifact, claim: { path, before, after: theirs, key: null }, states: had }];
    }),
  );
  const spent = await spentAmong(change, histories);
  const gone = histories.filter(({ claim }) => spent.has(claim));
  return candidates.map((candidate, at) => {
    const own = new Set(gone.flatMap(({ artifact, claim }) => (artifact === at ? [claim.path] : [])));
    return withoutSpent(candidate, new Set(candidate.claims.filter(({ path }) => own.has(path))));
  });
};

/** What is claimed began there: at the save the target branch may have been merged already. */
export const sinceBegun = ({ start, saved }: Candidate): readonly string[] =>
  start === null ? saved : [start, ...saved];
