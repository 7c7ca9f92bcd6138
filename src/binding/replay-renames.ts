/**
 * A claimed move of a file that somebody else went on to change at its old place, on the target branch or by another claim:
 * where git merges that change into the file at its new place, and the head has what comes out, the move is explained at both
 * places. Pure: the caller lets git merge.
 */
import type { BoundPath, ChangeBinding } from '../domain/binding.ts';
import type { FileMerge } from '../domain/file-merge.ts';
import { type FileState, type PathState, sameState } from '../domain/path-state.ts';
import type { Candidate } from './candidate.ts';
import { cheapestChain } from './cheapest-chain.ts';
import { oneForAll } from './claim-steps.ts';
import { type Replays, withSteps } from './replays.ts';
import type { Step } from './step.ts';

/** `ours` is what others made of the file at its old place. */
export interface RenameQuestion extends FileMerge {
  readonly from: string;
  readonly to: string;
  /** At the new place, in the head. */
  readonly head: FileState;
  /** Who moved it. */
  readonly artifact: number;
  /** Who claims `ours`; none: the target branch has it. */
  readonly beside: readonly number[];
}

/** In all; files that keep their name come first. */
const MOST_QUESTIONS = 256;
/** Of files that are gone with files that are there: of more only those of one name are looked at. */
const MOST_PAIRS = 65_536;

export const renameQuestions = (
  { paths }: ChangeBinding,
  candidates: readonly Candidate[],
): readonly RenameQuestion[] => {
  const gone = new Map(paths.filter(({ head }) => head === null).map((path) => [path.path, path]));
  const created = new Map(paths.filter(({ head }) => head !== null).map((path) => [path.path, path]));
  if (gone.size === 0 || created.size === 0) return [];
  const claims = Map.groupBy(
    candidates.flatMap((one, artifact) =>
      [...one.claims, ...one.links].filter(({ path }) => gone.has(path)).map((claim) => ({ artifact, claim })),
    ),
    ({ claim }) => claim.path,
  );
  const made = new Map<string, readonly Made[]>();
  const madeOf = (path: BoundPath): readonly Made[] => {
    const known = made.get(path.path) ?? madeAt(path, oneForAll(claims.get(path.path) ?? []));
    made.set(path.path, known);
    return known;
  };
  const questions = candidates.flatMap((candidate, artifact) =>
    questionsOf(candidate, artifact, { gone, created, madeOf }),
  );
  return questions
    .sort((a, b) => Number(nameOf(b.from) === nameOf(b.to)) - Number(nameOf(a.from) === nameOf(a.to)))
    .slice(0, MOST_QUESTIONS);
};

/** What a file was before it was gone, and who claims that. */
interface Made {
  readonly state: FileState;
  readonly artifacts: readonly number[];
}

/** What it begins at in the change, and what claims make of that. */
const madeAt = ({ bases }: BoundPath, steps: readonly Step[]): readonly Made[] => {
  const roots = bases.map((state) => ({ state, cost: 0, steps: [] }));
  const claimed = steps.flatMap(({ after }) => {
    const { found } = cheapestChain({ roots, target: after, steps });
    return after === null || found === undefined
      ? []
      : [{ state: after, artifacts: found.steps.flatMap(({ artifacts }) => artifacts) }];
  });
  return [...bases.flatMap((state) => (state === null ? [] : [{ state, artifacts: [] }])), ...claimed];
};

const questionsOf = (
  { claims }: Candidate,
  artifact: number,
  of: {
    readonly gone: ReadonlyMap<string, BoundPath>;
    readonly created: ReadonlyMap<string, BoundPath>;
    readonly madeOf: (path: BoundPath) => readonly Made[];
  },
): readonly RenameQuestion[] => {
  const made = claims.flatMap(({ path, before, after }) => {
    const here = of.created.get(path);
    return here?.head == null || before !== null || after === null ? [] : [{ ...here, head: here.head, theirs: after }];
  });
  const named = of.gone.size * made.length > MOST_PAIRS ? Map.groupBy(made, ({ path }) => nameOf(path)) : null;
  return claims.flatMap(({ path: from, before, after }) => {
    const old = of.gone.get(from);
    if (old === undefined || before === null || after !== null) return [];
    const others = named === null ? made : (named.get(nameOf(from)) ?? []);
    const open = others.filter(({ binding }) => old.binding === 'overwritten' || OPEN.has(binding));
    if (open.length === 0) return [];
    const changed = of.madeOf(old).filter(({ state }) => !sameState(state, before));
    return open.flatMap(({ path: to, head, theirs }) =>
      changed.map(({ state: ours, artifacts: beside }) => ({ from, to, before, ours, theirs, head, artifact, beside })),
    );
  });
};

const OPEN: ReadonlySet<BoundPath['binding']> = new Set(['drifted', 'overwritten']);

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Taking what others did out of the head again makes the claimed file, of which the content may be nowhere else any more. */
export const unmoved = ({ before, ours, head }: RenameQuestion): FileMerge => ({
  before: ours,
  ours: head,
  theirs: before,
});

/** @param merged what git made of each question, null: nothing */
export const withRenames = (
  replays: Replays,
  questions: readonly RenameQuestion[],
  merged: readonly PathState[],
): Replays =>
  withSteps(
    replays,
    questions.flatMap(({ from, to, ours, head, artifact, beside }, at) => {
      const after = merged[at] ?? null;
      if (after === null || !sameState(after, head)) return [];
      return [
        { path: from, before: ours, after: null, artifacts: [artifact] },
        { path: to, before: null, after, artifacts: [artifact, ...beside] },
      ];
    }),
  );
