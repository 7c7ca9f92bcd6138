import { describe, expect, test } from 'vitest';
import { bindChange } from '../../src/binding/bind-change.ts';
import { redoneSteps, redoQuestions, undoQuestions } from '../../src/binding/undo-base.ts';
import type { ChangeFacts } from '../../src/domain/change-facts.ts';
import type { PathState } from '../../src/domain/path-state.ts';
import { tempRepo, type TempRepo } from '../support/temp-repo.ts';
import { candidateOf, factsOf } from './change-of.ts';

const LINES = Array.from({ length: 9 }, (_, at) => `line ${at}\n`).join('');
const edited = (...at: number[]): string => at.reduce((all, n) => all.replace(`line ${n}\n`, `new ${n}\n`), LINES);
const PATH = 'a.txt';

/** Two agents in turn, squashed onto a main that moved between them. */
const squashed = async () => {
  const repo: TempRepo = tempRepo();
  const commit = (text: string): string => {
    repo.write(PATH, text);
    return repo.commit('a commit');
  };
  const start = commit(LINES);
  repo.git('branch', '-M', 'main');
  repo.git('checkout', '-q', '-b', 'work');
  const [one, two] = [commit(edited(3)), commit(edited(3, 7))];
  const candidates = [candidateOf(repo, start, one), candidateOf(repo, one, two)];
  repo.git('checkout', '-q', 'main');
  commit(edited(5));
  repo.git('checkout', '-q', '-B', 'work', 'main');
  commit(edited(3, 5, 7));
  const facts = await factsOf(repo);
  const [begun = null, claimed = null] = [candidates[0]?.claims[0]?.before, candidates[1]?.claims[0]?.after];
  return { facts, candidates, begun, claimed, binding: bindChange(facts, candidates) };
};

const had = (...states: PathState[]) => [new Map([[PATH, states]]), new Map<string, PathState[]>()];

describe('what the target branch did, taken out of a change', () => {
  test('leaves what was claimed, by a chain of claims: both answer for it', async () => {
    const { facts, candidates, begun, claimed, binding } = await squashed();
    const undo = undoQuestions({ facts, binding, candidates }, had(begun));
    const { bases, head } = facts.paths.get(PATH) ?? { bases: [], head: null };
    expect(undo).toEqual([{ path: PATH, before: bases[0], ours: head, theirs: begun }]);
    const redo = redoQuestions(undo, [claimed], candidates);
    expect(redo).toEqual([
      { path: PATH, before: begun, ours: bases[0], theirs: claimed, made: head, artifacts: [0, 1] },
    ]);
    const replays = redoneSteps(redo, [head]);
    expect(bindChange(facts, candidates, replays).paths).toMatchObject([{ binding: 'patch', artifacts: [0, 1] }]);
  });

  test('is asked for where claims began on the target branch alone', async () => {
    const { facts, candidates, claimed, binding } = await squashed();
    expect(undoQuestions({ facts, binding, candidates }, had(claimed))).toEqual([]);
  });

  test('asks about the heads of all paths before what commits made of any', () => {
    const state = (n: number): PathState => ({ mode: '100644', oid: n.toString(16).padStart(40, '0') });
    const paths = Array.from({ length: 1_000 }, (_, at) => `${at}.txt`);
    const facts: ChangeFacts = {
      object_format: 'sha1',
      head: '1'.repeat(40),
      head_tree: '2'.repeat(40),
      base_tip: '3'.repeat(40),
      merge_bases: ['3'.repeat(40)],
      paths: new Map(paths.map((path) => [path, { bases: [state(2)], head: state(9) }])),
      unchanged: new Map(),
      commits: [
        {
          oid: '1'.repeat(40),
          tree: '2'.repeat(40),
          parents: ['3'.repeat(40)],
          author: { name: '', email: '', time: 0 },
          committer: { name: '', email: '', time: 0 },
          message: '',
          is_clean_merge: false,
          changes: [new Map(paths.map((path) => [path, { before: state(2), after: state(8) }]))],
        },
      ],
      base_states: new Map(),
    };
    const claims = paths.map((path) => ({ path, before: state(1), after: state(4), key: null }));
    const candidates = [
      {
        id: 'base:a',
        version: '',
        begun: [],
        saved: [],
        tree: null,
        claims,
        withheld: new Set<string>(),
        spent: new Set<string>(),
        links: [],
      },
    ];
    const states = [new Map(paths.map((path) => [path, [state(2), state(1)]]))];
    const undo = undoQuestions({ facts, binding: bindChange(facts, candidates), candidates }, states);
    expect(new Set(undo.map(({ path }) => path)).size).toBe(paths.length);
    expect(undo.slice(0, paths.length).every(({ ours }) => ours.oid === state(9)?.oid)).toBe(true);
  });

  test('says nothing where something else is left, nothing, or no change', async () => {
    const { facts, candidates, begun, binding } = await squashed();
    const undo = undoQuestions({ facts, binding, candidates }, had(begun));
    for (const left of [{ mode: '100644', oid: 'e'.repeat(40) }, null, begun])
      expect(redoQuestions(undo, [left], candidates)).toEqual([]);
  });

  test('says nothing where both together are not what the change has', async () => {
    const { facts, candidates, begun, claimed, binding } = await squashed();
    const redo = redoQuestions(undoQuestions({ facts, binding, candidates }, had(begun)), [claimed], candidates);
    for (const merged of [claimed, null]) expect(redoneSteps(redo, [merged]).size).toBe(0);
  });
});
