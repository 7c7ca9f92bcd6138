/**
 * What the target branch did to a file since a claim began, kept in the file that is claimed: then nothing of it was dropped,
 * although git could not merge the two by itself. Pure: the caller lets git compare.
 */
import type { ChangeBinding } from '../domain/binding.ts';
import type { FileMerge } from '../domain/file-merge.ts';
import type { FilePair, LineHunk } from '../domain/line-hunk.ts';
import { type FileState, type PathState, distinctFiles, sameState } from '../domain/path-state.ts';
import type { Candidate } from './candidate.ts';
import { claimSteps, whoLeads } from './claim-steps.ts';
import { type Replays, withSteps } from './replays.ts';

/** Claims that lead from a state which the target branch had to the head, and where the change begins now. */
export interface KeptQuestion {
  readonly path: string;
  readonly before: FileState;
  readonly base: FileState;
  readonly head: FileState;
  readonly artifacts: readonly number[];
}

/** In all: nobody's claims cost more than a moment. */
const MOST_QUESTIONS = 64;

/** @param targetStates of each candidate, by path: what the target branch had since it was saved */
export const keptQuestions = (
  binding: ChangeBinding,
  candidates: readonly Candidate[],
  targetStates: readonly ReadonlyMap<string, readonly PathState[]>[],
): readonly KeptQuestion[] => {
  const stepsOf = claimSteps(candidates);
  return binding.paths
    .flatMap(({ path, binding: how, head, bases }) => {
      if (how !== 'overwritten' || head === null) return [];
      const steps = stepsOf(path);
      const begun = targetStates.flatMap((states) => states.get(path) ?? []);
      return distinctFiles(begun).flatMap((before) => {
        const artifacts = whoLeads([before], head, steps);
        return artifacts.length === 0
          ? []
          : distinctFiles(bases).map((base) => ({ path, before, base, head, artifacts }));
      });
    })
    .slice(0, MOST_QUESTIONS);
};

/** What to let git merge for a question: the target branch's work into what is claimed. */
export const keptMerge = ({ path, before, base, head }: KeptQuestion): FileMerge => ({
  path,
  before,
  ours: base,
  theirs: head,
});

/**
 * Those in which git finds a conflict. Where it merges, and the head is not what comes out, lines that look kept are others:
 * which of two equal ones is meant nobody can tell.
 * @param merged what git made of each question, null: a conflict
 */
export const inConflict = (questions: readonly KeptQuestion[], merged: readonly PathState[]): readonly KeptQuestion[] =>
  questions.filter(({ head }, at) => {
    const after = merged[at] ?? null;
    return after === null || sameState(after, head);
  });

/** What to let git compare, two for each question. */
export const keptPairs = (questions: readonly KeptQuestion[]): readonly FilePair[] =>
  questions.flatMap(({ before, base, head }) => [
    { from: before, to: base },
    { from: base, to: head },
  ]);

/** @param compared what git says of `keptPairs` */
export const withKept = (
  replays: Replays,
  questions: readonly KeptQuestion[],
  compared: readonly (readonly LineHunk[] | null)[],
): Replays =>
  withSteps(
    replays,
    questions.flatMap(({ path, before, base, head, artifacts }, at) => {
      const [since, own] = [compared[2 * at] ?? null, compared[2 * at + 1] ?? null];
      const isSameMode = before.mode === base.mode || base.mode === head.mode;
      if (since === null || own === null || !isSameMode || !isKept(since, own)) return [];
      return [{ path, before: base, after: head, artifacts }];
    }),
  );

/**
 * Every line that the target branch added is still there, where it took lines away nothing was put, which may be the old
 * line in another form, and nowhere was put what it took away. Places are told in the file as the target branch has it.
 */
export const isKept = (since: readonly LineHunk[], own: readonly LineHunk[]): boolean =>
  !isBack(since, own) &&
  since.every(({ to, added, removed }) =>
    own.every((hunk) => {
      const end = hunk.from + hunk.removed;
      if (hunk.removed > 0 && hunk.from < to + added && end > to) return false;
      return removed === 0 || hunk.added === 0 || hunk.from > to + added || end < to;
    }),
  );

/** However it is set: a line that was taken away and put elsewhere does there what it did. An empty one does nothing. */
const isBack = (since: readonly LineHunk[], own: readonly LineHunk[]): boolean => {
  const bare = (line: string): string => line.replace(/\s+/g, '');
  const gone = new Set(since.flatMap((hunk) => hunk.gone.map(bare)));
  gone.delete('');
  return gone.size > 0 && own.some(({ put }) => put.some((line) => gone.has(bare(line))));
};
