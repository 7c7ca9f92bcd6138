import { expect, it } from 'vitest';
import { stateKey } from '../../src/domain/change-keys.ts';
import { type BranchQuestion, readBranchFacts } from '../../src/git/branch-facts.ts';
import { openGit } from '../../src/git/open-git.ts';
import { type TempRepo, tempRepo } from '../support/temp-repo.ts';

const factsOf = async (repo: TempRepo, question: Partial<BranchQuestion> = {}) =>
  readBranchFacts({ git: openGit(repo.env), cwd: repo.dir, format: 'sha1' }, { commits: [], since: null, ...question });

const keyIn = async (repo: TempRepo, revision: string, path: string): Promise<string> => {
  const [, mode = '', oid = ''] = /^(\d+) blob ([0-9a-f]+)/.exec(repo.git('ls-tree', revision, path)) ?? [];
  return stateKey('sha1', path, { mode, oid });
};

it('tells merged commits and states from open ones, by branch', async () => {
  const repo = tempRepo();
  repo.write('a.txt', 'one');
  const first = repo.commit('first');
  repo.git('switch', '--quiet', '-c', 'topic/x');
  repo.write('b.txt', 'open');
  const open = repo.commit('open');
  repo.git('switch', '--quiet', '-c', 'done', 'main');
  repo.write('c d.txt', 'merged');
  const done = repo.commit('done');
  repo.git('switch', '--quiet', 'main');
  repo.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'done');
  const gone = 'e'.repeat(40);
  const facts = await factsOf(repo, { commits: [first, open, done, gone] });
  expect(facts.into).toBe('refs/heads/main');
  expect(facts.open.get('topic/x')).toBe('refs/heads/topic/x');
  expect([...facts.open.values()]).not.toContain('refs/heads/done');
  expect([...facts.mergedCommits].sort()).toEqual([first, done].sort());
  for (const found of [open, repo.git('rev-parse', 'topic/x^{tree}'), await keyIn(repo, 'topic/x', 'b.txt')])
    expect(facts.openWork.get(found)).toBe('refs/heads/topic/x');
  expect(facts.openWork.has(first)).toBe(false);
  for (const path of ['a.txt', 'c d.txt']) expect(facts.mergedKeys.has(await keyIn(repo, 'main', path))).toBe(true);
  expect(facts.mergedKeys.has(await keyIn(repo, 'topic/x', 'b.txt'))).toBe(false);
});

it('takes the branch that the remote calls its head, and refuses one that is not there', async () => {
  const repo = tempRepo();
  const head = repo.commit('one');
  repo.git('update-ref', 'refs/remotes/origin/trunk', head);
  repo.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
  expect((await factsOf(repo)).into).toBe('refs/remotes/origin/trunk');
  expect((await factsOf(repo, { into: 'main' })).into).toBe('refs/heads/main');
  await expect(factsOf(repo, { into: 'none' })).rejects.toMatchObject({ code: 'usage' });
});

it('counts a detached worktree as open, and knows no branch in an empty repository', async () => {
  const empty = tempRepo();
  expect(await factsOf(empty)).toMatchObject({ into: null, open: new Map(), mergedKeys: new Set() });
  const repo = tempRepo();
  repo.commit('one');
  repo.git('switch', '--quiet', '--detach');
  repo.write('x', 'x');
  const detached = repo.commit('detached');
  expect((await factsOf(repo)).openWork.get(detached)).toBe(detached);
});
