import { expect, test } from 'vitest';
import { OpenSessionError } from '../../src/domain/errors.ts';
import { changesBetween } from '../../src/git/change/changes-between.ts';
import { withPrivateRepository } from '../../src/git/change/private-repository.ts';
import { openGit } from '../../src/git/open-git.ts';
import { tempRepo } from '../support/temp-repo.ts';

test('what two commits differ in is asked once, and again where it could not be told', async () => {
  const repo = tempRepo();
  repo.write('a.txt', 'one');
  const first = repo.commit('one');
  repo.write('a.txt', 'two');
  const second = repo.commit('two');
  const git = openGit(repo.env);
  let asked = 0;
  await withPrivateRepository(git, await git.locate(repo.dir), async (repository) => {
    const run: typeof git.run = (...how) => {
      asked++;
      return repository.git.run(...how);
    };
    const counted = { ...repository, git: { ...repository.git, run } };
    const [found, same] = await Promise.all([
      changesBetween(counted, first, second),
      changesBetween(counted, first, second),
    ]);
    expect([...found.keys()]).toEqual(['a.txt']);
    expect(same).toBe(found);
    expect(asked).toBe(1);
    for (const times of [2, 3]) {
      await expect(changesBetween(counted, first, 'e'.repeat(40))).rejects.toThrow(OpenSessionError);
      expect(asked).toBe(times);
    }
  });
});
