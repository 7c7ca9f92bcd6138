/**
 * What the target branch did to a file since a claim began, taken out of the change again: where what is left is what was
 * claimed, and git puts both together to what the change has, the claim was done again on the new base. So nobody needs the
 * claimed content itself, which is nowhere any more once a branch was rebased or squashed. Pure: the caller lets git merge.
 */
import type { FileMerge } from '../domain/file-merge.ts';
import { type FileState, type PathState, distinctFiles, sameState, stateText } from '../domain/path-state.ts';
import type { Candidate } from './candidate.ts';
import { claimSteps, whoLeads } from './claim-steps.ts';
import type { BoundCandidates } from './replay-claims.ts';
import { type Replays, withSteps } from './replays.ts';
import { unexplainedFiles } from './unexplained-paths.ts';

/** `before`: where the change begins. `ours`: a state of the change. `theirs`: where claims began, on the target branch. */
export interface UndoQuestion extends FileMerge {
  readonly path: string;
}

/** The way forth: what is claimed, done to where the change begins, has to come to `made`. */
export interface RedoQuestion extends FileMerge {
  readonly path: string;
  readonly made: FileState;
  readonly artifacts: readonly number[];
}

/** Of one path, and in all: nobody's claims cost more than a moment. Of a change to many files the heads are asked about first. */
const MOST_STATES = 8;
const MOST_BEGUN = 4;
const MOST_QUESTIONS = 1_024;

/** @param targetStates of each candidate, by path: what the target branch had since its session began */
export const undoQuestions = (
  { facts, binding, candidates }: BoundCandidates,
  targetStates: readonly ReadonlyMap<string, readonly PathState[]>[],
): readonly UndoQuestion[] => {
  const ranked = unexplainedFiles(binding).flatMap(({ path, bases, head }) => {
    const had = new Set(targetStates.flatMap((states) => states.get(path) ?? []).map(stateText));
    const begun = distinctFiles(
      candidates.flatMap(({ claims }) => claims.filter((claim) => claim.path === path)).map(({ before }) => before),
    );
    const there = begun.filter((state) => had.has(stateText(state))).slice(0, MOST_BEGUN);
    const made = distinctFiles([
      head,
      ...facts.commits.flatMap(({ changes }) => changes.map((one) => one.get(path)?.after ?? null)),
    ]);
    return distinctFiles(bases).flatMap((before) =>
      there
        .filter((theirs) => !sameState(theirs, before))
        .flatMap((theirs) =>
          made
            .filter((ours) => !sameState(ours, before))
            .slice(0, MOST_STATES)
            .map((ours, rank) => ({ rank, question: { path, before, ours, theirs } })),
        ),
    );
  });
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST_QUESTIONS)
    .map(({ question }) => question);
};

/** @param left what git made of each question, null: a conflict */
export const redoQuestions = (
  questions: readonly UndoQuestion[],
  left: readonly PathState[],
  candidates: readonly Candidate[],
): readonly RedoQuestion[] => {
  const stepsOf = claimSteps(candidates);
  return questions.flatMap(({ path, before: base, ours: made, theirs: begun }, at) => {
    const claimed = left[at] ?? null;
    if (claimed === null || sameState(claimed, begun)) return [];
    const artifacts = whoLeads([begun], claimed, stepsOf(path));
    return artifacts.length === 0 ? [] : [{ path, before: begun, ours: base, theirs: claimed, made, artifacts }];
  });
};

/** @param merged what git made of each question, null: a conflict */
export const redoneSteps = (questions: readonly RedoQuestion[], merged: readonly PathState[]): Replays =>
  withSteps(
    new Map(),
    questions.flatMap(({ path, ours, made, artifacts }, at) =>
      sameState(merged[at] ?? null, made) ? [{ path, before: ours, after: made, artifacts }] : [],
    ),
  );
