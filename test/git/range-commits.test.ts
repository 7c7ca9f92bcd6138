import { expect, it } from 'vitest';
import { factsOf } from '../binding/change-of.ts';
import { tempRepo } from '../support/temp-repo.ts';

it('holds no commit of the target branch, though a clock was years behind there', async () => {
  const repo = tempRepo();
  const [now, before] = [1_800_000_000, 1_400_000_000];
  for (const name of ['one', 'two']) repo.commit(name, now);
  repo.git('branch', 'topic');
  // git looks a few commits further than their dates tell it to
  for (let count = 0; count < 10; count++) repo.commit(`target ${count}`, before);
  repo.git('switch', '--quiet', 'topic');
  const own = repo.commit('own', now);
  expect((await factsOf(repo)).commits.map(({ oid }) => oid)).toEqual([own]);
});
