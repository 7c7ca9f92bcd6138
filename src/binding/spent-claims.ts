/**
 * A claim is spent once the target branch had its work and took it back, after it was saved: who brings it again brings it
 * by a handoff of their own. What the handoff, and whoever signed it, answered for was the work before that. Pure: the
 * caller tells what the target branch held since, and lets git merge.
 */
import type { FileMerge } from '../domain/file-merge.ts';
import { distinctStates, type FileState, type PathState, sameState } from '../domain/path-state.ts';
import type { Candidate, Claim } from './candidate.ts';

/** A claim of a candidate, and what it comes to where its own states are nowhere. */
export interface AskedClaim {
  /** Index of the candidate. */
  readonly artifact: number;
  readonly claim: Claim;
  readonly as: Claim;
}

/** One claim, and the different states of its path on the target branch since the save, newest first and at least one. */
export interface ClaimHistory {
  readonly claim: Claim;
  readonly states: readonly PathState[];
}

/** States of one path that git is asked about, the newest. The very state that is claimed is found among all. */
const MOST_MERGED = 32;

/** What to let git merge, to tell which states hold the work. */
export const spentQuestions = (histories: readonly ClaimHistory[]): readonly FileMerge[] =>
  histories.flatMap(({ claim, states }) =>
    states.slice(0, MOST_MERGED).flatMap((state) => mergeOf(claim, state) ?? []),
  );

/** @param merged what git made of the questions, in their order; null: nothing */
export const spentOf = (histories: readonly ClaimHistory[], merged: readonly PathState[]): readonly Claim[] => {
  let at = 0;
  return histories.flatMap(({ claim, states }) => {
    const holding = states.map((state, nth) => {
      const isAsked = nth < MOST_MERGED && mergeOf(claim, state) !== undefined;
      const answer = isAsked ? (merged[at++] ?? null) : null;
      return sameState(state, claim.after) || (answer !== null && sameState(answer, state));
    });
    const [tip = null] = states;
    if (holding[0] === true || isThere(claim, tip)) return [];
    return holding.includes(true) ? [claim] : [];
  });
};

/** A new file that goes on to be changed is not taken back. */
const isThere = ({ before }: Claim, tip: PathState): boolean => before === null && tip !== null;

/** undefined: it can be told without. The work is in a state that doing it again leaves as it is. */
const mergeOf = ({ before, after }: Claim, state: PathState): FileMerge | undefined =>
  before === null || after === null || state === null || sameState(state, before) || sameState(state, after)
    ? undefined
    : { before, ours: state, theirs: after };

/** Contents that the questions are about, of the target branch. */
export const spentStates = (questions: readonly FileMerge[]): readonly FileState[] =>
  distinctStates(questions.map(({ ours }) => ours));

/** The same candidate, claiming no more what is spent. */
export const withoutSpent = (candidate: Candidate, spent: ReadonlySet<Claim>): Candidate => {
  const gone = candidate.claims.filter((claim) => spent.has(claim)).map(({ path }) => path);
  if (gone.length === 0) return candidate;
  return {
    ...candidate,
    claims: candidate.claims.filter((claim) => !spent.has(claim)),
    links: candidate.links.filter(({ path }) => !gone.includes(path)),
    spent: new Set([...candidate.spent, ...gone]),
  };
};
