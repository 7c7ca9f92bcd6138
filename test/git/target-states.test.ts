import { describe, expect, test } from 'vitest';
import { withPrivateRepository } from '../../src/git/change/private-repository.ts';
import { type StatesAsked, targetStates } from '../../src/git/change/target-states.ts';
import { openGit } from '../../src/git/open-git.ts';
import { tempRepo, type TempRepo } from '../support/temp-repo.ts';

const NOWHERE = 'e'.repeat(40);

/** Texts in place of states. */
const asked = async (repo: TempRepo, ...all: readonly StatesAsked[]): Promise<readonly object[]> => {
  const git = openGit(repo.env);
  const base = repo.git('rev-parse', 'main');
  const found = await withPrivateRepository(git, await git.locate(repo.dir), (repository) =>
    targetStates(repository, base, all),
  );
  return found.map((states) =>
    Object.fromEntries(
      [...states].map(([path, list]) => [
        path,
        list.map((state) => (state === null ? null : repo.git('cat-file', 'blob', state.oid))),
      ]),
    ),
  );
};

const changed = (repo: TempRepo, path: string, text: string): string => {
  repo.write(path, text);
  return repo.commit(text);
};

describe('what a path was on the target branch', () => {
  test('since each commit, the newest first', async () => {
    const repo = tempRepo();
    const first = changed(repo, 'a.txt', 'one');
    repo.git('branch', '-M', 'main');
    changed(repo, 'a.txt', 'two');
    const second = changed(repo, 'b.txt', 'b');
    changed(repo, 'a.txt', 'three');
    expect(
      await asked(
        repo,
        { since: [first], paths: ['a.txt', 'b.txt', 'c.txt'] },
        { since: [NOWHERE, second], paths: ['a.txt', 'b.txt'] },
        { since: [repo.git('rev-parse', 'main')], paths: ['a.txt'] },
      ),
    ).toEqual([{ 'a.txt': ['three', 'two', 'one'], 'b.txt': ['b', null] }, { 'a.txt': ['three', 'two'] }, {}]);
    expect(await asked(repo, { since: [first], paths: 'all' }, { since: [second], paths: ['b.txt'] })).toEqual([
      { 'a.txt': ['three', 'two', 'one'], 'b.txt': ['b', null] },
      {},
    ]);
  });

  test('all of it where no commit is here; before the first there is nothing to know', async () => {
    const repo = tempRepo();
    changed(repo, 'a.txt', 'one');
    repo.git('branch', '-M', 'main');
    changed(repo, 'a.txt', 'two');
    expect(await asked(repo, { since: [NOWHERE], paths: ['a.txt'] })).toEqual([{ 'a.txt': ['two', 'one'] }]);
  });

  test('not what it was on branches that were merged into it', async () => {
    const repo = tempRepo();
    const first = changed(repo, 'a.txt', 'one');
    repo.git('branch', '-M', 'main');
    repo.git('checkout', '-q', '-b', 'work');
    changed(repo, 'a.txt', 'tried');
    changed(repo, 'a.txt', 'done');
    repo.git('checkout', '-q', 'main');
    repo.git('merge', '-q', '--no-ff', '--no-edit', 'work');
    expect(await asked(repo, { since: [first], paths: ['a.txt'] })).toEqual([{ 'a.txt': ['done', 'one'] }]);
  });

  test('a name is no pattern', async () => {
    const repo = tempRepo();
    const first = changed(repo, 'a.txt', 'one');
    repo.git('branch', '-M', 'main');
    changed(repo, 'b.txt', 'two');
    expect(await asked(repo, { since: [first], paths: ['*.txt', ':(glob)*'] })).toEqual([{}]);
  });
});
