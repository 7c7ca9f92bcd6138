import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TempRepo, tempRepo } from '../../support/temp-repo.ts';
import { ARCHIVE, archivedIds, keyAt, opened, saveKeyed, storeAt } from './archive-scene.ts';

/** Two repositories that fetch each other's archive. */
const clones = async () => {
  const { repo, store } = await opened();
  const other: TempRepo = tempRepo();
  const fetch = (to: TempRepo, from: TempRepo): string => {
    to.git('fetch', '--quiet', '--no-write-fetch-head', from.dir, `${ARCHIVE}:refs/theirs/archive`, '--force');
    return to.git('rev-parse', 'refs/theirs/archive');
  };
  return { repo, store, other, otherStore: await storeAt(other), fetch };
};

describe('two archives', () => {
  it('merge to the same commit in both clones, with all artifacts, versions and keys', async () => {
    const { repo, store, other, otherStore, fetch } = await clones();
    const key = await keyAt('a.ts', '1');
    const one = await saveKeyed(store, 'one', [key]);
    const two = await saveKeyed(otherStore, 'two', [key]);
    await store.archive.fold([one]);
    await otherStore.archive.fold([two]);
    const [ours, theirs] = [fetch(other, repo), fetch(repo, other)];
    const here = await store.archive.merge(theirs);
    const there = await otherStore.archive.merge(ours);
    expect(here).toEqual({ commit: repo.git('rev-parse', ARCHIVE), changed: true, replaces: false, problems: [] });
    expect(there.commit).toBe(here.commit);
    expect(await archivedIds(store)).toEqual(['one', 'two']);
    const found = await store.archive.findByKeys([key]);
    expect(found.found.map(({ id }) => id)).toEqual(['one', 'two']);
    expect(repo.git('rev-list', ARCHIVE).split('\n')).toEqual(expect.arrayContaining([one.commit, two.commit]));
    expect(await store.archive.merge(fetch(repo, other))).toMatchObject({ changed: false });
  });

  it('one that is ahead is taken as it is', async () => {
    const { repo, store, other, otherStore, fetch } = await clones();
    await store.archive.fold([await saveKeyed(store, 'one', [])]);
    await otherStore.archive.merge(fetch(other, repo));
    expect(other.git('rev-parse', ARCHIVE)).toBe(repo.git('rev-parse', ARCHIVE));
    await store.archive.fold([await saveKeyed(store, 'two', [])]);
    const ahead = fetch(other, repo);
    expect((await otherStore.archive.merge(ahead)).commit).toBe(ahead);
  });

  it('of one artifact show the version that is built upon the other, whoever merges', async () => {
    const { repo, store, other, otherStore, fetch } = await clones();
    const first = await saveKeyed(store, 'one', []);
    await store.archive.fold([first]);
    await otherStore.archive.merge(fetch(other, repo));
    const second = await saveKeyed(otherStore, 'one', [], 'second');
    await otherStore.archive.fold([second]);
    await store.archive.fold([await saveKeyed(store, 'two', [])]);
    await store.archive.merge(fetch(repo, other));
    expect(await store.archive.list()).toMatchObject([
      { artifact_id: 'one', commit: second.commit },
      { artifact_id: 'two' },
    ]);
    expect(repo.git('rev-list', ARCHIVE).split('\n')).toEqual(expect.arrayContaining([first.commit, second.commit]));
  });

  it('do not bring back what one of them pruned', async () => {
    const { repo, store, other, otherStore, fetch } = await clones();
    const [one, two] = [await saveKeyed(store, 'one', []), await saveKeyed(store, 'two', [])];
    await store.archive.fold([one, two]);
    await otherStore.archive.merge(fetch(other, repo));
    await store.archive.drop([one]);
    await store.archive.merge(fetch(repo, other));
    expect(await archivedIds(store)).toEqual(['two']);
    // the other clone has heard of the removal, as of any
    const removals = 'refs/opensession/handoff/tombstones';
    other.git('fetch', '--quiet', repo.dir, `+${removals}:${removals}`);
    await otherStore.archive.fold([await saveKeyed(otherStore, 'three', [])]);
    await otherStore.archive.merge(fetch(other, repo));
    expect(await archivedIds(otherStore)).toEqual(['three', 'two']);
  });

  it('do not take in what is no entry of an archive', async () => {
    const { repo, store } = await opened();
    await store.archive.fold([await saveKeyed(store, 'one', [])]);
    const before = repo.git('rev-parse', `${ARCHIVE}^{tree}`);
    const blob = repo.gitWith({ input: 'x' }, 'hash-object', '-w', '--stdin');
    const tree = (listing: string): string => repo.gitWith({ input: listing }, 'mktree');
    const folder = tree(`100644 blob ${blob}\tversion\n`);
    // one folder of each name, so that some id lies where it belongs
    const entries = tree(['evil', '-x', 'x.lock'].map((name) => `040000 tree ${folder}\t${name}\n`).join(''));
    const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
    const folders = tree(bytes.map((byte) => `040000 tree ${entries}\t${byte}\n`).join(''));
    const shards = tree(`040000 tree ${tree(`100644 blob ${blob}\tcd\n`)}\tab\n100644 blob ${blob}\tzz\n`);
    const root = tree(`040000 tree ${folders}\ta\n040000 tree ${shards}\tk\n`);
    const theirs = repo.git('commit-tree', root, '-m', 'handoff-archive');
    const merged = await store.archive.merge(theirs);
    expect(merged.problems).toHaveLength(2);
    expect(repo.git('rev-parse', `${ARCHIVE}^{tree}`)).toBe(before);
    await expect(store.archive.merge(blob)).rejects.toMatchObject({ code: 'artifact_corrupt' });
  });
});

it('merging any archives in any sequence comes to the same tree', { timeout: 240_000 }, async () => {
  const { repo, store } = await opened();
  const makeArchive = async (ids: readonly string[]): Promise<string> => {
    const tips = [];
    for (const [index, id] of ids.entries())
      tips.push(await saveKeyed(store, id, [await keyAt(id, String(index))], ids.join()));
    const { commit } = await store.archive.fold(tips);
    repo.git('update-ref', '-d', ARCHIVE);
    return commit ?? '';
  };
  const union = async (archives: readonly string[]): Promise<string> => {
    for (const archive of archives) await store.archive.merge(archive);
    const tree = repo.git('rev-parse', `${ARCHIVE}^{tree}`);
    repo.git('update-ref', '-d', ARCHIVE);
    return tree;
  };
  const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(ids, ids, ids, async (a, b, c) => {
      const [x, y, z] = [await makeArchive(a), await makeArchive(b), await makeArchive(c)];
      const tree = await union([x, y, z]);
      expect(await union([z, y, x])).toBe(tree);
      expect(await union([y, x, z, y])).toBe(tree);
    }),
    { numRuns: 6 },
  );
});
