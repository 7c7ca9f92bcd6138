/**
 * Claims done again on other states than their own, as a rebase or a squash onto a moved base does: where git merges a
 * claimed change cleanly into a state of the path, what comes out is a step that its artifacts vouch for. Such steps are
 * looked for in rounds, each on what the last one made. Pure: the caller lets git merge.
 */
import type { ChangeBinding } from '../domain/binding.ts';
import type { ChangeFacts } from '../domain/change-facts.ts';
import type { FileMerge } from '../domain/file-merge.ts';
import { type FileState, type PathState, sameState, stateText, stepText } from '../domain/path-state.ts';
import type { Candidate } from './candidate.ts';
import { type Replays, withSteps } from './replays.ts';
import type { Step } from './step.ts';
import { unexplainedFiles } from './unexplained-paths.ts';

/** A merge to ask for: `ours` is the state on which a claim is done again. */
export interface ReplayQuestion extends FileMerge {
  readonly path: string;
  readonly artifacts: readonly number[];
}

/** Claims that follow each other on one path, at most. */
export const MOST_ROUNDS = 4;
/** Of one path, and in all: nobody's claims cost more than a moment. */
const MOST_CLAIMS = 16;
const MOST_STATES = 16;
const MOST_QUESTIONS = 512;

/**
 * Of the paths that nothing else explains, and whose head no replay has reached yet.
 * @param asked `questionText` of those that need no answer any more
 */
export const replayQuestions = (
  { facts, binding, candidates }: BoundCandidates,
  replays: Replays,
  asked: ReadonlySet<string>,
): readonly ReplayQuestion[] => {
  const open = unexplainedFiles(binding).filter(
    ({ path, head }) => replays.get(path)?.some(({ after }) => sameState(after, head)) !== true,
  );
  const claims = claimsOn(new Set(open.map(({ path }) => path)), candidates);
  return open
    .flatMap(({ path, head }) => {
      const claimed = [...(claims.get(path)?.values() ?? [])];
      return statesOn(path, { facts, head, made: replays.get(path) ?? [], claimed }).flatMap((ours) =>
        // from its own state a claim leads where it says, and where it leads it is done
        claimed
          .filter(({ before, theirs }) => !sameState(before, ours) && !sameState(theirs, ours))
          .map((claim) => ({ ...claim, path, ours })),
      );
    })
    .filter((question) => !asked.has(questionText(question)))
    .slice(0, MOST_QUESTIONS);
};

/** A change, and how claims fit it so far. */
export interface Bound {
  readonly facts: ChangeFacts;
  readonly binding: ChangeBinding;
}

export type BoundCandidates = Bound & { readonly candidates: readonly Candidate[] };

export const questionText = ({ path, before, ours, theirs }: ReplayQuestion): string =>
  [before, ours, theirs].map(stateText).concat(path).join(' ');

/** @param merged what git made of each question, null: nothing */
export const withReplays = (
  replays: Replays,
  questions: readonly ReplayQuestion[],
  merged: readonly PathState[],
): Replays =>
  withSteps(
    replays,
    questions.flatMap(({ path, artifacts, ours }, at) => {
      const after = merged[at] ?? null;
      return after === null || sameState(after, ours) ? [] : [{ path, before: ours, after, artifacts }];
    }),
  );

interface Claimed extends Pick<ReplayQuestion, 'before' | 'theirs'> {
  readonly artifacts: number[];
}

/** By path and by step: each once, with all that claim it. Links from saved to committed are no less theirs. */
const claimsOn = (
  paths: ReadonlySet<string>,
  candidates: readonly Candidate[],
): ReadonlyMap<string, ReadonlyMap<string, Claimed>> => {
  const found = new Map<string, Map<string, Claimed>>([...paths].map((path) => [path, new Map()]));
  for (const [artifact, { claims, links }] of candidates.entries())
    for (const { path, before, after } of [...claims, ...links]) {
      const steps = found.get(path);
      if (steps === undefined || before === null || after === null || sameState(before, after)) continue;
      const key = stepText({ before, after });
      const known = steps.get(key);
      if (known !== undefined) known.artifacts.push(artifact);
      else if (steps.size < MOST_CLAIMS) steps.set(key, { before, theirs: after, artifacts: [artifact] });
    }
  return found;
};

/**
 * Where the path begins, what replays made of it, what commits did, and what is claimed: a step may come behind one that is
 * explained otherwise, and of two agents who began at one state each has done again what the other left.
 */
const statesOn = (
  path: string,
  of: {
    readonly facts: ChangeFacts;
    readonly head: PathState;
    readonly made: readonly Step[];
    readonly claimed: readonly Claimed[];
  },
): readonly FileState[] => {
  const bases = of.facts.paths.get(path)?.bases ?? [];
  const commits = of.facts.commits.flatMap(({ changes }) => changes.map((change) => change.get(path)?.after ?? null));
  const states = new Map<string, FileState>();
  const claimed = of.claimed.map(({ theirs }) => theirs);
  for (const state of [...bases, ...of.made.map(({ after }) => after), ...commits, ...claimed])
    if (state !== null && !sameState(state, of.head) && states.size < MOST_STATES) states.set(stateText(state), state);
  return [...states.values()];
};
