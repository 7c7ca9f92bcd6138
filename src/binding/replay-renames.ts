/**
 * A claimed move of a file that somebody else went on to change at its old place, on the target branch or by another claim:
 * where git merges that change into the file at its new place, and the head has what comes out, or what claims make of that,
 * the move is explained at both places. Pure: the caller lets git merge.
 */
import type { BoundPath, ChangeBinding } from '../domain/binding.ts';
import type { FileMerge } from '../domain/file-merge.ts';
import { type FileState, type PathState, sameState, stateText } from '../domain/path-state.ts';
import type { Candidate } from './candidate.ts';
import { claimSteps, type StepsOf, whoLeads } from './claim-steps.ts';
import { type Replays, withSteps } from './replays.ts';
import type { Step } from './step.ts';

/** `ours` is what others made of the file at its old place, `theirs` what claims made of it at its new one. */
export interface RenameQuestion extends FileMerge {
  readonly from: string;
  readonly to: string;
  /** At the new place, in the head. */
  readonly head: FileState;
  /** States there from which claims lead to that one, itself too. */
  readonly onward: ReadonlySet<string>;
  /** Who moved it. */
  readonly artifact: number;
  /** Who claims `ours`, and what came to `theirs`; none: the target branch has it. */
  readonly beside: readonly number[];
}

/** In all; files that keep their name come first. */
const MOST_QUESTIONS = 256;

export const renameQuestions = (
  { paths }: ChangeBinding,
  candidates: readonly Candidate[],
): readonly RenameQuestion[] => {
  const gone = new Map(paths.filter(({ head }) => head === null).map((path) => [path.path, path]));
  const created = new Map(
    paths.flatMap((path) => (path.head === null ? [] : [[path.path, { ...path, head: path.head }]])),
  );
  if (gone.size === 0 || created.size === 0) return [];
  const stepsOf = claimSteps(candidates);
  const madeOf = once(({ path, bases }: BoundPath) => madeFrom(bases, stepsOf(path)));
  const onwardOf = once(({ path, head }: BoundPath) => leadingTo(head, stepsOf(path)));
  const sides = candidates.map(({ claims }, artifact): Sides => ({
    artifact,
    left: claims.flatMap(({ path, before, after }) => {
      const old = gone.get(path);
      if (old === undefined || before === null || after !== null) return [];
      const changed = madeOf(old).filter(({ state }) => !sameState(state, before));
      return changed.length === 0 ? [] : [{ old, before, changed }];
    }),
    made: claims.flatMap(({ path, before, after }) => {
      const here = created.get(path);
      return here === undefined || before !== null || after === null ? [] : [{ here, after }];
    }),
  }));
  return [true, false]
    .values()
    .flatMap((isNamed) => sides.values().flatMap((one) => questionsOf(one, isNamed, { stepsOf, onwardOf })))
    .take(MOST_QUESTIONS)
    .toArray();
};

/** Of one candidate: what it moved away, and what it made. */
interface Sides {
  readonly artifact: number;
  readonly left: readonly { readonly old: BoundPath; readonly before: FileState; readonly changed: readonly Made[] }[];
  readonly made: readonly {
    readonly here: BoundPath & { readonly head: FileState };
    readonly after: FileState;
  }[];
}

const once = <T>(work: (path: BoundPath) => T): ((path: BoundPath) => T) => {
  const known = new Map<string, T>();
  return (path) => {
    const told = known.get(path.path) ?? work(path);
    known.set(path.path, told);
    return told;
  };
};

/** What a file was on the way, and who claims that. */
interface Made {
  readonly state: FileState;
  readonly artifacts: readonly number[];
}

/** What it begins at, and what claims make of that. */
const madeFrom = (begins: readonly PathState[], steps: readonly Step[]): readonly Made[] => {
  const claimed = steps.flatMap(({ after }) => {
    const artifacts = whoLeads(begins, after, steps);
    return after === null || artifacts.length === 0 ? [] : [{ state: after, artifacts }];
  });
  return [...begins.flatMap((state) => (state === null ? [] : [{ state, artifacts: [] }])), ...claimed];
};

const leadingTo = (head: PathState, steps: readonly Step[]): ReadonlySet<string> => {
  const leads = ({ before }: Step): boolean => whoLeads([before], head, steps).length > 0;
  return new Set([head, ...steps.filter(leads).map(({ before }) => before)].map(stateText));
};

/** @param isNamed of files that keep their name, else of the others */
function* questionsOf(
  { artifact, left, made }: Sides,
  isNamed: boolean,
  of: { readonly stepsOf: StepsOf; readonly onwardOf: (path: BoundPath) => ReadonlySet<string> },
): Generator<RenameQuestion> {
  const open = made.filter(({ here }) => OPEN.has(here.binding));
  const [all, some] = [made, open].map((list) => Map.groupBy(list, ({ here }) => nameOf(here.path)));
  for (const { old, before, changed } of left) {
    const isOpen = old.binding === 'overwritten';
    const name = nameOf(old.path);
    const named = (isOpen ? all : some)?.get(name) ?? [];
    const others = (isOpen ? made : open).values().filter(({ here }) => nameOf(here.path) !== name);
    for (const { here, after } of isNamed ? named : others)
      for (const { state: theirs, artifacts: then } of madeFrom([after], of.stepsOf(here.path)))
        for (const { state: ours, artifacts } of changed)
          yield {
            from: old.path,
            to: here.path,
            before,
            ours,
            theirs,
            head: here.head,
            onward: of.onwardOf(here),
            artifact,
            beside: [...artifacts, ...then],
          };
  }
}

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
    questions.flatMap(({ from, to, ours, onward, artifact, beside }, at) => {
      const after = merged[at] ?? null;
      if (after === null || !onward.has(stateText(after))) return [];
      return [
        { path: from, before: ours, after: null, artifacts: [artifact] },
        { path: to, before: null, after, artifacts: [artifact, ...beside] },
      ];
    }),
  );
