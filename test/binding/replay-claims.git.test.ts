import { describe, expect, test } from 'vitest';
import { bindChange } from '../../src/binding/bind-change.ts';
import { questionText, replayQuestions, withReplays } from '../../src/binding/replay-claims.ts';
import { tempRepo, type TempRepo } from '../support/temp-repo.ts';
import { candidateOf, factsOf } from './change-of.ts';

const LINES = Array.from({ length: 9 }, (_, at) => `line ${at}\n`).join('');
const edited = (...at: number[]): string => at.reduce((all, n) => all.replace(`line ${n}\n`, `new ${n}\n`), LINES);

/** What the agent saved goes into one commit on a main that moved right beside it. */
const rebased = async (head: string) => {
  const repo: TempRepo = tempRepo();
  repo.write('a.txt', LINES);
  repo.commit('start');
  repo.git('branch', '-M', 'main');
  repo.git('checkout', '-q', '-b', 'work');
  repo.write('a.txt', edited(3));
  const candidate = candidateOf(repo, 'main', repo.commit('agent'));
  repo.git('checkout', '-q', 'main');
  repo.write('a.txt', edited(5));
  repo.commit('main');
  repo.git('checkout', '-q', '-B', 'work', 'main');
  repo.write('a.txt', head);
  repo.commit('rebased');
  const facts = await factsOf(repo);
  const candidates = [candidate, { ...candidate, id: 'head:test' }];
  return { facts, candidates, binding: bindChange(facts, candidates) };
};

const state = (binding: ReturnType<typeof bindChange>): object => ({
  binding: binding.paths[0]?.binding,
  artifacts: binding.paths[0]?.artifacts,
});

describe('a claim on another base', () => {
  test('is asked for once, for all that claim it, and binds where git comes to the head', async () => {
    const { facts, candidates, binding } = await rebased(edited(3, 5));
    const questions = replayQuestions({ facts, binding, candidates }, new Map(), new Set());
    expect(questions).toMatchObject([{ path: 'a.txt', artifacts: [0, 1], ours: facts.paths.get('a.txt')?.bases[0] }]);
    const replays = withReplays(new Map(), questions, [facts.paths.get('a.txt')?.head ?? null]);
    expect(state(bindChange(facts, candidates, replays))).toEqual({ binding: 'patch', artifacts: [0, 1] });
    expect(replayQuestions({ facts, binding, candidates }, replays, new Set())).toEqual([]);
  });

  test('binds nothing where git comes to something else, or to nothing', async () => {
    const { facts, candidates, binding } = await rebased(edited(3, 5, 7));
    const questions = replayQuestions({ facts, binding, candidates }, new Map(), new Set());
    const asked = new Set(questions.map(questionText));
    for (const merged of [{ mode: '100644', oid: 'e'.repeat(40) }, null]) {
      const replays = withReplays(new Map(), questions, [merged]);
      expect(state(bindChange(facts, candidates, replays))).toMatchObject({ binding: 'drifted' });
    }
    expect(replayQuestions({ facts, binding, candidates }, new Map(), asked)).toEqual([]);
  });

  test('goes on from what it came to', async () => {
    const { facts, candidates, binding } = await rebased(edited(3, 5, 7));
    const questions = replayQuestions({ facts, binding, candidates }, new Map(), new Set());
    const between = { mode: '100644', oid: 'e'.repeat(40) };
    const replays = withReplays(new Map(), questions, [between]);
    const next = replayQuestions({ facts, binding, candidates }, replays, new Set(questions.map(questionText)));
    expect(next.map(({ ours }) => ours)).toEqual([between]);
  });
});
