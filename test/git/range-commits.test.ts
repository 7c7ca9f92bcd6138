import { describe, expect, it } from 'vitest';
import { factsOf } from '../binding/change-of.ts';
import { type TempRepo, tempRepo } from '../support/temp-repo.ts';

const NOW = 1_800_000_000;

/** `topic` begins at `begin`; then the clock of whoever commits to `main` is years behind. */
const skewed = (): TempRepo => {
  const repo = tempRepo();
  for (const name of ['one', 'begin']) repo.commit(name, NOW);
  repo.git('branch', 'topic');
  // git looks a few commits further than their dates tell it to
  for (let count = 0; count < 10; count++) repo.commit(`target ${count}`, 1_400_000_000);
  repo.git('switch', '--quiet', 'topic');
  return repo;
};

const commitsOf = async (repo: TempRepo): Promise<readonly string[]> =>
  (await factsOf(repo)).commits.map(({ oid }) => oid);

describe('a change holds no commit of the target branch, though a clock was years behind there', () => {
  it('where it begins before', async () => {
    const repo = skewed();
    const own = repo.commit('own', NOW);
    expect(await commitsOf(repo)).toEqual([own]);
  });

  it('where it has merged the target since', async () => {
    const repo = skewed();
    const own = repo.commit('own', NOW);
    repo.git('merge', '--quiet', '--no-edit', 'main');
    expect(await commitsOf(repo)).toEqual([own, repo.git('rev-parse', 'HEAD')]);
  });

  it('where more branches end in it than git is asked of one by one', async () => {
    const repo = skewed();
    const tree = repo.git('rev-parse', 'HEAD^{tree}');
    const roots = Array.from({ length: 17 }, (_, nth) => repo.git('commit-tree', '-m', `${nth}`, tree));
    const parents = ['HEAD', 'main', ...roots].flatMap((oid) => ['-p', oid]);
    repo.git('reset', '--quiet', '--hard', repo.git('commit-tree', '-m', 'all', ...parents, tree));
    expect((await commitsOf(repo)).toSorted()).toEqual([...roots, repo.git('rev-parse', 'HEAD')].toSorted());
  });
});
