import type { ChangeFacts, KeyedChange, PatchKeys } from '../../domain/change-facts.ts';
import { SUBMODULE } from '../../domain/path-state.ts';
import {
  type CommitStep,
  type RunGit,
  type StrictKeys,
  strictPatchKeys,
  strictStepKeys,
} from '../strict-patch-keys.ts';
import type { PrivateRepository } from './private-repository.ts';

/** Commits whose patches are compared; a longer branch is compared as a whole only. */
const MAX_COMMITS = 200;
/** An argument list has an end, and so has what is held in memory at once. */
const MOST_NAMED = 200;

/** Strict patch keys of the given paths: of the whole change, and of each commit of it that touches one of them. */
export const readPatchKeys = async (
  { git, dir, supply }: PrivateRepository,
  facts: ChangeFacts,
  paths: readonly string[],
): Promise<PatchKeys> => {
  const found = new Map<string, KeyedChange[]>();
  const add = (keys: StrictKeys = new Map()): void => {
    for (const [path, change] of keys) {
      const list = found.get(path);
      if (list === undefined) found.set(path, [change]);
      else list.push(change);
    }
  };
  if (paths.length === 0) return found;
  await supply.blobs(statesOf(facts, paths), 'head');
  const run: RunGit = async (args, stdin) =>
    (await git.run(args, { cwd: dir, ...(stdin === undefined ? {} : { stdin }) })).stdout;
  for (const base of facts.merge_bases) add(await strictPatchKeys(run, { from: base, to: facts.head }, atOnce(paths)));
  for (const steps of groupsOf(touchingSteps(facts, paths))) {
    const keys = await strictStepKeys(run, steps, atOnce(steps.flatMap(({ touched }) => touched)));
    for (const { commit } of steps) add(keys.get(commit));
  }
  return found;
};

/** Those that git is asked for; of too many all that changed. */
const atOnce = (paths: readonly string[]): readonly string[] | undefined =>
  paths.length > MOST_NAMED ? undefined : [...new Set(paths)];

interface TouchingStep extends CommitStep {
  readonly touched: readonly string[];
}

const touchingSteps = ({ commits }: ChangeFacts, paths: readonly string[]): readonly TouchingStep[] =>
  commits.slice(-MAX_COMMITS).flatMap(({ oid, parents: [parent], changes: [changes] }) => {
    const touched = paths.filter((path) => changes?.has(path) === true);
    return touched.length === 0 || parent === undefined ? [] : [{ commit: oid, parent, touched }];
  });

/** Each of steps that together touch no more than is asked for at once; one that alone touches more is a group. */
const groupsOf = (all: readonly TouchingStep[]): readonly (readonly TouchingStep[])[] => {
  const groups: TouchingStep[][] = [];
  let files = 0;
  for (const step of all) {
    const last = groups.at(-1);
    files += step.touched.length;
    if (last !== undefined && files <= MOST_NAMED) last.push(step);
    else {
      groups.push([step]);
      files = step.touched.length;
    }
  }
  return groups;
};

/** Of these paths at all points of the change. */
const statesOf = ({ paths, commits }: ChangeFacts, asked: readonly string[]): readonly string[] => {
  const states = asked.flatMap((path) => [
    ...(paths.get(path)?.bases ?? []),
    paths.get(path)?.head ?? null,
    ...commits.flatMap(({ changes }) =>
      changes.flatMap((change) => [change.get(path)?.before ?? null, change.get(path)?.after ?? null]),
    ),
  ]);
  return [...new Set(states.flatMap((state) => (state === null || state.mode === SUBMODULE ? [] : [state.oid])))];
};
