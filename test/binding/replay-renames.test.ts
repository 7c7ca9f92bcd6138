import { expect, test } from 'vitest';
import type { Candidate, Claim } from '../../src/binding/candidate.ts';
import { renameQuestions, withRenames } from '../../src/binding/replay-renames.ts';
import type { BoundPath } from '../../src/domain/binding.ts';
import type { FileState, PathState } from '../../src/domain/path-state.ts';

const file = (digit: string): FileState => ({ mode: '100644', oid: digit.repeat(40) });
const [OLD, MAIN, MOVED, ON, BOTH, HEAD] = ['a', 'b', 'c', 'd', 'e', 'f'].map(
  file,
) as readonly FileState[] as readonly [FileState, FileState, FileState, FileState, FileState, FileState];

const candidate = (claims: readonly Omit<Claim, 'key'>[]): Candidate => ({
  id: 'base:one',
  version: '1'.repeat(40),
  begun: [],
  saved: [],
  tree: null,
  claims: claims.map((claim) => ({ ...claim, key: null })),
  withheld: new Set(),
  spent: new Set(),
  links: [],
});

const bound = (path: string, binding: BoundPath['binding'], base: PathState, head: PathState): BoundPath => ({
  path,
  binding,
  bases: [base],
  head,
  artifacts: [0],
  reversed: [],
  opposite: false,
  commits: [],
});

const moved = (from: string, to: string) => [
  { path: from, before: OLD, after: null },
  { path: to, before: null, after: MOVED },
];

test('a file that was moved is followed as far as claims lead, before what others did is merged and after', () => {
  const candidates = [
    candidate(moved('old', 'new')),
    candidate([{ path: 'new', before: MOVED, after: ON }]),
    candidate([{ path: 'new', before: BOTH, after: HEAD }]),
  ];
  const paths = [bound('old', 'overwritten', MAIN, null), bound('new', 'drifted', null, HEAD)];
  const questions = renameQuestions({ paths, artifacts: [] }, candidates);
  expect(questions.map(({ ours, theirs, beside }) => ({ ours, theirs, beside }))).toEqual([
    { ours: MAIN, theirs: MOVED, beside: [] },
    { ours: MAIN, theirs: ON, beside: [1] },
  ]);
  const made = (...merged: readonly PathState[]) => [...withRenames(new Map(), questions, merged)];
  const left = { kind: 'patch', before: MAIN, after: null, artifacts: [0] };
  expect(made(BOTH, null)).toEqual([
    ['old', [left]],
    ['new', [{ kind: 'patch', before: null, after: BOTH, artifacts: [0] }]],
  ]);
  expect(made(null, HEAD)).toEqual([
    ['old', [left]],
    ['new', [{ kind: 'patch', before: null, after: HEAD, artifacts: [0, 1] }]],
  ]);
  // no claim leads from there to the head
  expect(made(ON, MAIN)).toEqual([]);
});

test('of a great many files those that keep their name are asked about first, and not all', () => {
  const names = Array.from({ length: 2_000 }, (_, at) => `${at}.txt`);
  const paths = names.flatMap((name) => [
    bound(`old/${name}`, 'overwritten', MAIN, null),
    bound(`new/${name}`, 'drifted', null, HEAD),
  ]);
  const claims = names.toReversed().flatMap((name) => moved(`old/${name}`, `new/${name}`));
  const questions = renameQuestions({ paths, artifacts: [] }, [candidate(claims)]);
  expect(questions).toHaveLength(256);
  expect(questions.filter(({ from, to }) => from.slice(4) !== to.slice(4))).toEqual([]);
});
