import { describe, expect, test } from 'vitest';
import { bindChange } from '../../src/binding/bind-change.ts';
import type { ChangeBinding } from '../../src/domain/binding.ts';
import { tempRepo, type TempRepo } from '../support/temp-repo.ts';
import { candidateOf, factsOf } from './change-of.ts';

const LINES = Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join('');
const edited = (...at: number[]): string =>
  at.reduce((text, n) => text.replace(`line ${n}\n`, `line ${n} changed\n`), LINES);

const begun = (): TempRepo => {
  const repo = tempRepo();
  repo.write('a.txt', LINES);
  repo.write('b.txt', 'b\n');
  repo.commit('start');
  repo.git('branch', '-M', 'main');
  repo.git('checkout', '-q', '-b', 'work');
  return repo;
};

const onMain = (repo: TempRepo, path: string, text: string): void => {
  repo.git('checkout', '-q', 'main');
  repo.write(path, text);
  repo.commit(`main: ${path}`);
  repo.git('checkout', '-q', 'work');
};

const how = (binding: ChangeBinding): Record<string, string> =>
  Object.fromEntries(binding.paths.map(({ path, binding: kind }) => [path, kind]));

describe('one branch', () => {
  test('two artifacts that claim the same are both bound', async () => {
    const repo = begun();
    repo.write('a.txt', edited(3));
    repo.commit('work');
    const candidate = candidateOf(repo, 'main', 'work');
    const binding = bindChange(await factsOf(repo), [candidate, { ...candidate, id: 'head:test' }]);
    expect(binding.artifacts.map(({ bound }) => bound)).toEqual([true, true]);
    expect(binding.paths[0]?.artifacts).toEqual([0, 1]);
  });

  test('what was claimed and committed is bound by its states', async () => {
    const repo = begun();
    repo.write('a.txt', edited(3));
    repo.write('new.txt', 'new\n');
    repo.commit('work');
    const binding = bindChange(await factsOf(repo), [candidateOf(repo, 'main', 'work')]);
    expect(how(binding)).toEqual({ 'a.txt': 'content', 'new.txt': 'content' });
    expect(binding.artifacts[0]).toMatchObject({ level: 'exact', bound: true, outside: [] });
  });

  test('a commit that nobody explains is named', async () => {
    const repo = begun();
    repo.write('a.txt', edited(3));
    const saved = repo.commit('agent');
    repo.write('a.txt', edited(3, 4));
    repo.write('b.txt', 'person\n');
    const person = repo.commit('person');
    const binding = bindChange(await factsOf(repo), [candidateOf(repo, 'main', saved)]);
    expect(how(binding)).toEqual({ 'a.txt': 'drifted', 'b.txt': 'unclaimed' });
    expect(binding.paths[0]?.commits).toEqual([person]);
    // it was committed as it is claimed
    expect(binding.artifacts[0]).toMatchObject({ level: 'drifted', bound: true });
  });

  test('what was altered before it was committed is related, unless it is of other work', async () => {
    const repo = begun();
    repo.write('a.txt', edited(3));
    repo.write('b.txt', 'agent\n');
    const saved = repo.commit('elsewhere');
    repo.git('reset', '-q', '--hard', 'main');
    repo.write('a.txt', edited(3, 4));
    repo.commit('person');
    const other = candidateOf(repo, 'main', saved);
    const own = candidateOf(repo, 'main', saved, ['a.txt']);
    const old = { ...own, claims: own.claims.map((claim) => ({ ...claim, before: claim.after, after: claim.before })) };
    const { artifacts } = bindChange(await factsOf(repo), [own, other, old]);
    expect(artifacts.map(({ bound }) => bound)).toEqual([false, false, false]);
    expect(artifacts.map(({ related }) => related)).toEqual([true, false, false]);
  });

  test('two artifacts explain one file in turn', async () => {
    const repo = begun();
    repo.write('a.txt', edited(3));
    const first = repo.commit('first');
    repo.write('a.txt', edited(3, 9));
    const second = repo.commit('second');
    const binding = bindChange(await factsOf(repo), [
      candidateOf(repo, 'main', first),
      candidateOf(repo, first, second),
    ]);
    expect(binding.paths).toMatchObject([{ path: 'a.txt', binding: 'content', artifacts: [0, 1] }]);
  });

  test('a mode is part of a state', async () => {
    const repo = begun();
    repo.write('a.txt', edited(3));
    const saved = repo.commit('agent');
    repo.git('update-index', '--chmod=+x', 'a.txt');
    repo.git('commit', '-qm', 'mode');
    expect(how(bindChange(await factsOf(repo), [candidateOf(repo, 'main', saved)]))).toEqual({ 'a.txt': 'drifted' });
  });

  test('a claim of an empty file alone, or of a file that was never there, binds nothing', async () => {
    const repo = begun();
    repo.write('empty.txt', '');
    repo.write('b.txt', 'unclaimed\n');
    repo.commit('work');
    const empty = candidateOf(repo, 'main', 'work', ['empty.txt']);
    const ghost = { ...empty, tree: null, claims: [{ path: 'ghost', before: null, after: null, key: null }] };
    const binding = bindChange(await factsOf(repo), [empty, ghost]);
    expect(binding.artifacts.map(({ bound }) => bound)).toEqual([false, false]);
  });

  // everybody has it: another change's handoff may hold one under this name
  test('an empty file binds nothing, also where it is the whole change', async () => {
    const repo = begun();
    repo.write('empty.txt', '');
    repo.commit('work');
    expect(bindChange(await factsOf(repo), [candidateOf(repo, 'main', 'work')]).artifacts[0]?.bound).toBe(false);
  });

  test('deletions alone bind if the files were there', async () => {
    const repo = begun();
    repo.git('rm', '-q', 'b.txt');
    repo.git('commit', '-qm', 'delete');
    const binding = bindChange(await factsOf(repo), [candidateOf(repo, 'main', 'work')]);
    expect(binding.artifacts[0]).toMatchObject({ level: 'exact', bound: true });
  });

  test('the claim of a merged change does not fit a later one', async () => {
    const repo = begun();
    repo.write('a.txt', edited(3));
    repo.commit('merged');
    const old = candidateOf(repo, 'main', 'work');
    repo.git('branch', '-f', 'main', 'work');
    repo.write('b.txt', 'later\n');
    repo.commit('later');
    const binding = bindChange(await factsOf(repo), [old]);
    expect(how(binding)).toEqual({ 'b.txt': 'unclaimed' });
    expect(binding.artifacts[0]).toMatchObject({ level: 'none', bound: false });
  });

  test('the undoing of a claim is told as such', async () => {
    const repo = begun();
    repo.write('a.txt', edited(3));
    repo.commit('merged');
    const old = candidateOf(repo, 'main', 'work');
    repo.git('branch', '-f', 'main', 'work');
    repo.git('revert', '--no-edit', 'HEAD');
    expect(how(bindChange(await factsOf(repo), [old]))).toEqual({ 'a.txt': 'reversed' });
  });
});

describe('a target branch that moved', () => {
  test('a rebase past other files changes nothing', async () => {
    const repo = begun();
    repo.write('a.txt', edited(3));
    const saved = repo.commit('agent');
    const candidate = candidateOf(repo, 'main', saved);
    onMain(repo, 'b.txt', 'main\n');
    repo.git('rebase', '-q', 'main');
    const binding = bindChange(await factsOf(repo), [candidate]);
    expect(how(binding)).toEqual({ 'a.txt': 'content' });
    expect(binding.artifacts[0]?.level).toBe('content');
  });

  test('a clean merge of the same file is the sum of its sides', async () => {
    const repo = begun();
    repo.write('a.txt', edited(3));
    const saved = repo.commit('agent');
    const candidate = candidateOf(repo, 'main', saved);
    onMain(repo, 'a.txt', edited(20));
    repo.git('merge', '-q', '--no-edit', 'main');
    expect(how(bindChange(await factsOf(repo), [candidate]))).toEqual({ 'a.txt': 'content' });
    // and a change that nobody claims is not washed clean by it
    const unclaimed = { ...candidate, claims: [] };
    expect(how(bindChange(await factsOf(repo), [unclaimed]))).not.toEqual({ 'a.txt': 'content' });
    expect(bindChange(await factsOf(repo), [unclaimed]).paths[0]?.commits).toEqual([saved]);
  });

  test('a merge that drops what the target did is no chain', async () => {
    const repo = begun();
    repo.write('a.txt', edited(3));
    const candidate = candidateOf(repo, 'main', repo.commit('agent'));
    onMain(repo, 'a.txt', edited(20));
    repo.git('merge', '-q', '--no-edit', '-s', 'ours', 'main');
    expect(how(bindChange(await factsOf(repo), [candidate]))).toEqual({ 'a.txt': 'overwritten' });
  });

  test('nor is one after a clean merge', async () => {
    const repo = begun();
    repo.write('a.txt', edited(3));
    const candidate = candidateOf(repo, 'main', repo.commit('agent'));
    onMain(repo, 'a.txt', edited(20));
    repo.git('merge', '-q', '--no-edit', 'main');
    onMain(repo, 'a.txt', edited(20, 28));
    repo.git('merge', '-q', '--no-edit', '-s', 'ours', 'main');
    expect(how(bindChange(await factsOf(repo), [candidate]))).toEqual({ 'a.txt': 'drifted' });
  });

  test('a rebase that takes its own side drops the fix of the target', async () => {
    const repo = begun();
    repo.write('a.txt', edited(3));
    const candidate = candidateOf(repo, 'main', repo.commit('agent'));
    onMain(repo, 'a.txt', LINES.replace('line 3\n', 'fixed 3\n'));
    repo.git('rebase', '-q', '-X', 'theirs', 'main');
    expect(how(bindChange(await factsOf(repo), [candidate]))).toEqual({ 'a.txt': 'overwritten' });
  });

  test('two merge bases: what differs from both is the change', async () => {
    const repo = begun();
    repo.write('a.txt', edited(3));
    const candidate = candidateOf(repo, 'main', repo.commit('agent'));
    onMain(repo, 'b.txt', 'main\n');
    const main = repo.git('rev-parse', 'main');
    repo.git('checkout', '-q', 'main');
    repo.git('merge', '-q', '--no-edit', 'work');
    repo.git('checkout', '-q', 'work');
    repo.git('merge', '-q', '--no-edit', main);
    const before = repo.git('rev-parse', 'HEAD');
    repo.write('c.txt', 'later\n');
    const later = candidateOf(repo, before, repo.commit('later'));
    const facts = await factsOf(repo);
    expect(facts.merge_bases).toHaveLength(2);
    expect(how(bindChange(facts, [candidate, later]))).toEqual({ 'c.txt': 'content' });
  });
});

describe('several merge bases', () => {
  /** main is the merge of `fix` and of `side`, which is from before it; the change begins at the side branch. */
  const crossed = (fixed: string, side: string): TempRepo => {
    const repo = begun();
    repo.git('checkout', '-q', '-b', 'side', 'main');
    repo.write('a.txt', side);
    repo.write('b.txt', 'side\n');
    repo.commit('side');
    onMain(repo, 'a.txt', fixed);
    repo.git('branch', 'fix', 'main');
    repo.git('checkout', '-q', 'main');
    repo.git('merge', '-q', '--no-edit', '-X', 'ours', 'side');
    repo.git('checkout', '-q', '-B', 'work', 'side');
    return repo;
  };

  test('a change begins where git merges them', async () => {
    const repo = crossed(edited(3), edited(20));
    repo.write('a.txt', edited(20, 28));
    const candidate = candidateOf(repo, 'side', repo.commit('agent'));
    repo.git('merge', '-q', '--no-edit', 'fix');
    const facts = await factsOf(repo);
    const { bases } = facts.paths.get('a.txt') ?? { bases: [] };
    expect(facts.merge_bases).toHaveLength(2);
    expect(bases.map((state) => repo.git('cat-file', 'blob', state?.oid ?? ''))).toEqual([edited(3, 20).trim()]);
    expect(how(bindChange(facts, [candidate]))).toEqual({ 'a.txt': 'content' });
  });

  test('where it cannot merge them a way from each is needed', async () => {
    const repo = crossed(LINES.replace('line 3\n', 'fixed 3\n'), edited(3));
    repo.write('a.txt', edited(3, 28));
    const candidate = candidateOf(repo, 'side', repo.commit('agent'));
    repo.git('merge', '-q', '--no-edit', '-X', 'ours', 'fix');
    const facts = await factsOf(repo);
    expect(facts.paths.get('a.txt')?.bases).toHaveLength(2);
    expect(how(bindChange(facts, [candidate]))).toEqual({ 'a.txt': 'overwritten' });
    // one who claims it from the fix answers for that it is gone
    const resolved = candidateOf(repo, 'fix', 'work', ['a.txt']);
    expect(how(bindChange(facts, [candidate, resolved]))).toEqual({ 'a.txt': 'content' });
  });
});
