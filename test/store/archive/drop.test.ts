import { expect, it } from 'vitest';
import { ARCHIVE, archivedIds, keyAt, opened, saveKeyed } from './archive-scene.ts';

it('takes artifacts out with their history and keys, and keeps all versions of the others', async () => {
  const { repo, store } = await opened();
  const key = await keyAt('a.ts', '1');
  const first = await saveKeyed(store, 'one', [key]);
  const one = await saveKeyed(store, 'one', [key], 'second');
  const two = await saveKeyed(store, 'two', [key]);
  await store.archive.fold([one]);
  await store.archive.fold([two]);
  const dropped = await store.archive.drop([two]);
  expect(dropped.commit).toBe(repo.git('rev-parse', ARCHIVE));
  expect(await archivedIds(store)).toEqual(['one']);
  expect((await store.archive.findByKeys([key])).found.map(({ id }) => id)).toEqual(['one']);
  const reachable = repo.git('rev-list', ARCHIVE).split('\n');
  expect(reachable).toEqual(expect.arrayContaining([first.commit, one.commit]));
  expect(reachable).not.toContain(two.commit);
  await store.archive.drop([{ ...one, commit: first.commit }]);
  expect(await archivedIds(store)).toEqual(['one']);
  const { commit } = await store.archive.drop([one]);
  expect(await archivedIds(store)).toEqual([]);
  // one that is empty: what was pruned is to go at a remote as well
  expect(repo.git('rev-list', '--objects', ARCHIVE).split('\n')).toEqual([
    commit,
    `${repo.git('rev-parse', `${ARCHIVE}^{tree}`)} `,
  ]);
  expect(repo.git('ls-tree', ARCHIVE)).toBe('');
  expect(repo.git('fsck', '--strict')).not.toMatch(/error|missing/);
});
