/**
 * A claimed move of a file that the target branch went on to change: where git merges that change into the file at its new
 * place, and the head has what comes out, the move is explained at both places. Pure: the caller lets git merge.
 */
import type { BoundPath, ChangeBinding } from '../domain/binding.ts';
import type { FileMerge } from '../domain/file-merge.ts';
import { type PathState, sameState } from '../domain/path-state.ts';
import type { Candidate } from './candidate.ts';
import { type Replays, withSteps } from './replays.ts';

/** `ours` is what the target branch made of the file at its old place. */
export interface RenameQuestion extends FileMerge {
  readonly from: string;
  readonly to: string;
  /** At the new place, in the head. */
  readonly head: PathState;
  readonly artifact: number;
}

/** In all; files that keep their name come first. */
const MOST_QUESTIONS = 256;

export const renameQuestions = (
  { paths }: ChangeBinding,
  candidates: readonly Candidate[],
): readonly RenameQuestion[] => {
  const gone = new Map(
    paths.filter(({ binding, head }) => binding === 'overwritten' && head === null).map((path) => [path.path, path]),
  );
  if (gone.size === 0) return [];
  const created = new Map(paths.filter(({ head }) => head !== null).map((path) => [path.path, path]));
  const questions = candidates.flatMap((candidate, artifact) => questionsOf(candidate, artifact, { gone, created }));
  return questions
    .sort((a, b) => Number(nameOf(b.from) === nameOf(b.to)) - Number(nameOf(a.from) === nameOf(a.to)))
    .slice(0, MOST_QUESTIONS);
};

const questionsOf = (
  { claims }: Candidate,
  artifact: number,
  { gone, created }: { readonly [side in 'gone' | 'created']: ReadonlyMap<string, BoundPath> },
): readonly RenameQuestion[] =>
  claims.flatMap(({ path: from, before, after }) => {
    const old = gone.get(from);
    if (old === undefined || before === null || after !== null) return [];
    return claims.flatMap((claim) => {
      const here = created.get(claim.path);
      if (here === undefined || claim.before !== null || claim.after === null) return [];
      const theirs = claim.after;
      return old.bases.flatMap((ours) =>
        ours === null ? [] : [{ from, to: claim.path, before, ours, theirs, head: here.head, artifact }],
      );
    });
  });

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** @param merged what git made of each question, null: nothing */
export const withRenames = (
  replays: Replays,
  questions: readonly RenameQuestion[],
  merged: readonly PathState[],
): Replays =>
  withSteps(
    replays,
    questions.flatMap(({ from, to, ours, head, artifact }, at) => {
      const after = merged[at] ?? null;
      if (after === null || !sameState(after, head)) return [];
      return [
        { path: from, before: ours, after: null, artifacts: [artifact] },
        { path: to, before: null, after, artifacts: [artifact] },
      ];
    }),
  );
