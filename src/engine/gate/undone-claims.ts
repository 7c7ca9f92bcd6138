import type { Candidate } from '../../binding/candidate.ts';
import type { Bound } from '../../binding/replay-claims.ts';
import type { Replays } from '../../binding/replays.ts';
import type { AskedClaim } from '../../binding/spent-claims.ts';
import { redoneSteps, type RedoQuestion, redoQuestions, undoQuestions } from '../../binding/undo-base.ts';
import { unexplainedFiles } from '../../binding/unexplained-paths.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { withoutSpentAs } from './spent-claims.ts';

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
  const paths = unexplainedFiles(bound.binding).map(({ path }) => path);
  if (paths.length === 0) return nothing;
  const states = await change.targetStates(candidates.map(({ begun }) => ({ since: begun, paths })));
  const undo = undoQuestions({ ...bound, candidates }, states);
  if (undo.length === 0) return nothing;
  await change.bring(undo.map(({ theirs }) => theirs));
  const left = await change.merges(undo);
  const claimed = redoQuestions(undo, left, candidates);
  if (claimed.length === 0) return nothing;
  const standing = await withoutSpentAs(change, candidates, claimsBehind(claimed, candidates));
  const redo = redoQuestions(undo, left, standing);
  const replays = redo.length === 0 ? nothing.replays : redoneSteps(redo, await change.merges(redo));
  return { replays, candidates: standing };
};

/** Where the claimed content was nowhere, nobody could tell that the target branch had the work in a file of other content. */
const claimsBehind = (claimed: readonly RedoQuestion[], candidates: readonly Candidate[]): readonly AskedClaim[] =>
  claimed.flatMap(({ path, before, theirs, artifacts }) =>
    artifacts.flatMap((artifact) => {
      const as = { path, before, after: theirs, key: null };
      const own = candidates[artifact]?.claims.filter((claim) => claim.path === path) ?? [];
      return own.map((claim) => ({ artifact, claim, as }));
    }),
  );
