import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangeHistory } from '../../src/binding/range-history.ts';
import type { RangeCommit } from '../../src/domain/change-facts.ts';
import { type PathState, sameState, type StateChange } from '../../src/domain/path-state.ts';

const PERSON = { name: 'x', email: 'x@example.test', time: 0 };
const PATHS = ['a', 'b'];

const STATES: readonly PathState[] = [null, { mode: '100644', oid: '1' }, { mode: '100644', oid: '2' }];
const state = fc.constantFrom(...STATES);
const changes = fc.dictionary(fc.constantFrom(...PATHS), fc.record({ before: state, after: state }), { maxKeys: 2 });

/** Parents before children; a parent that is further back than the first commit is none of the range. */
const range = (mostParents: number) =>
  fc
    .array(
      fc.record({
        back: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: mostParents }),
        changes: fc.array(changes, { minLength: 1, maxLength: mostParents }),
        clean: fc.boolean(),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((all) =>
      all.map((one, at): RangeCommit => ({
        oid: `c${at}`,
        parents: [...new Set(one.back)].map((back) => `c${at - back}`),
        tree: 't',
        author: PERSON,
        committer: PERSON,
        message: '',
        changes: one.changes.map((each) => new Map(Object.entries(each))),
        is_clean_merge: one.clean && one.back.length > 1,
      })),
    );

test.each([
  ['a line', 1],
  ['any graph', 2],
])('%s: every question has the answer of a plain walk', (_, mostParents) => {
  fc.assert(
    fc.property(range(mostParents), (commits) => {
      const history = rangeHistory(commits);
      for (const { oid } of [...commits, { oid: 'none' }])
        for (const path of [...PATHS, 'c']) {
          const walked = walk(commits, oid);
          const standing = walked.filter((commit) => commit.is_clean_merge && !isCarried(commit, path));
          const own = walked.filter((commit) => !standing.includes(commit)).flatMap((commit) => stepsOf(commit, path));
          expect(history.stateAt(oid, path)).toEqual(plainState(commits, oid, path));
          expect(history.ownSteps(oid, path)).toEqual(own);
          expect(history.cleanMerges(oid, path)).toEqual(standing);
          const all = commits.flatMap((commit) => stepsOf(commit, path));
          expect(history.changesOf(path)).toHaveLength(all.length);
          expect(history.touches(path)).toBe(all.length > 0);
          for (const before of STATES)
            for (const after of STATES)
              expect(history.hasStep(path, { before, after })).toBe(
                all.some((step) => sameState(step.before, before) && sameState(step.after, after)),
              );
        }
    }),
  );
});

/** It is as no parent has it, and one has it not at all. */
const isCarried = ({ changes: all }: RangeCommit, path: string): boolean => {
  const befores = all.map((each) => each.get(path)?.before);
  return !befores.includes(undefined) && befores.includes(null);
};

const stepsOf = (commit: RangeCommit, path: string): readonly (StateChange & { commit: string })[] =>
  commit.changes.flatMap((one) => {
    const change = one.get(path);
    return change === undefined ? [] : [{ ...change, commit: commit.oid }];
  });

/** The last parent first, each commit once. */
const walk = (commits: readonly RangeCommit[], from: string): readonly RangeCommit[] => {
  const found: RangeCommit[] = [];
  const open = [from];
  while (open.length > 0) {
    const oid = open.pop();
    const commit = commits.find((one) => one.oid === oid);
    if (commit === undefined || found.includes(commit)) continue;
    found.push(commit);
    open.push(...commit.parents);
  }
  return found;
};

/** The first parent first, until one says what the path is. */
const plainState = (commits: readonly RangeCommit[], from: string, path: string): PathState | undefined => {
  const seen = new Set<string>();
  const visit = (oid: string): PathState | undefined => {
    const commit = commits.find((one) => one.oid === oid);
    if (commit === undefined || seen.has(oid)) return undefined;
    seen.add(oid);
    const [own] = stepsOf(commit, path);
    if (own !== undefined) return own.after;
    for (const parent of commit.parents) {
      const above = visit(parent);
      if (above !== undefined) return above;
    }
    return undefined;
  };
  return visit(from);
};
