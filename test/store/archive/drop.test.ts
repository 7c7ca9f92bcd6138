import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TOMBSTONES_REF as TOMBSTONES } from '../../../src/domain/refs.ts';
import type { TempRepo } from '../../support/temp-repo.ts';
import { ARCHIVE, ARTIFACTS, archivedIds, keyAt, opened, saveKeyed, storeAt } from './archive-scene.ts';

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
  expect((await store.archive.drop([{ ...one, commit: first.commit }])).dropped).toEqual([]);
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

it('weighs what it would take out beside a ref whose commit is gone', async () => {
  const { repo, store } = await opened();
  const one = await saveKeyed(store, 'one', []);
  await store.archive.fold([one]);
  const weight = await store.archive.weigh([one]);
  expect(weight).toBeGreaterThan(2);
  writeFileSync(join(repo.dir, '.git/refs/heads/gone'), `${'1'.repeat(40)}\n`);
  expect(await store.archive.weigh([one])).toBe(weight);
  expect((await store.archive.drop([one])).dropped).toMatchObject([one]);
});

const beside = async (repo: Parameters<typeof storeAt>[0], meanwhile: () => Promise<unknown>) => {
  let busy = true;
  return storeAt(repo, {
    onRun: async (args) => {
      if (args[0] !== 'update-ref' || !busy) return;
      busy = false;
      await meanwhile();
    },
  });
};

it('beside another that archives or removes, takes out what it was to take out and nothing else', async () => {
  const { repo, store } = await opened();
  const saved = async (id: string) => saveKeyed(store, id, []);
  const [one, two, three] = [await saved('one'), await saved('two'), await saved('three')];
  await store.archive.fold([one]);
  await (await beside(repo, () => store.archive.fold([two]))).archive.drop([one]);
  expect(await archivedIds(store)).toEqual(['two']);
  await (await beside(repo, () => store.remove(three.id, three.commit))).archive.drop([two]);
  expect(await archivedIds(store)).toEqual([]);
  const removals = (await store.archive.removals()).map(({ artifact_id, reason }) => `${artifact_id} ${reason}`);
  expect(removals.toSorted()).toEqual(['one pruned', 'three removed', 'two pruned']);
});

it('forgets removals beside another that removes, and not what was removed meanwhile', async () => {
  const { repo, store } = await opened();
  const [one, two] = [await saveKeyed(store, 'one', []), await saveKeyed(store, 'two', [])];
  await store.remove(one.id, one.commit);
  const removals = await store.archive.removals();
  await (await beside(repo, () => store.remove(two.id, two.commit))).archive.forget(removals);
  expect((await store.archive.removals()).map(({ artifact_id }) => artifact_id)).toEqual(['two']);
});

it.each(['i18n.logOutputEncoding', 'i18n.commitEncoding'])(
  'keeps the versions of the others whatever %s the repository prints messages in',
  async (setting) => {
    const { repo, store } = await opened();
    const [one, two] = [await saveKeyed(store, 'one', []), await saveKeyed(store, 'two', [])];
    await store.archive.fold([one, two]);
    repo.git('config', setting, 'UTF-16');
    await store.archive.drop([two]);
    expect(repo.git('rev-list', ARCHIVE).split('\n')).toContain(one.commit);
  },
);

const threeArchived = async () => {
  const { repo, store } = await opened();
  const tips = [];
  for (const id of ['one', 'two', 'three']) {
    tips.push(await saveKeyed(store, id, []));
    await store.archive.fold(tips.slice(-1));
  }
  return { repo, store, tips };
};

it('takes nothing out where a shallow history does not tell what else the archive holds', async () => {
  const { repo, tips } = await threeArchived();
  const dir = join(repo.base, 'shallow');
  repo.git('init', '--quiet', dir);
  const inside = (...args: string[]) => repo.gitWith({ cwd: dir }, ...args);
  inside('fetch', '--quiet', '--depth=2', `file://${repo.dir}`, 'refs/opensession/*:refs/opensession/*');
  const before = inside('for-each-ref');
  const store = await storeAt(repo, { dir });
  const code = 'artifact_incomplete';
  await expect(store.archive.drop(tips.slice(2))).rejects.toMatchObject({ code });
  await expect(store.archive.weigh(tips.slice(2))).rejects.toMatchObject({ code });
  expect(inside('for-each-ref')).toBe(before);
  await expect(store.archive.restore(tips[0]!.id)).rejects.toMatchObject({
    hint: 'git fetch --unshallow origin refs/opensession/handoff/archive',
  });
  inside('fetch', '--quiet', '--unshallow', `file://${repo.dir}`, ARCHIVE);
  await store.archive.drop(tips.slice(2));
  expect(inside('rev-list', ARCHIVE).split('\n')).toEqual(expect.arrayContaining([tips[0]?.commit, tips[1]?.commit]));
});

it('keeps the versions of the others where a graft cuts the history off', async () => {
  const { repo, store, tips } = await threeArchived();
  writeFileSync(join(repo.dir, '.git/info/grafts'), `${repo.git('rev-parse', ARCHIVE)}\n`);
  await store.archive.drop(tips.slice(2));
  rmSync(join(repo.dir, '.git/info/grafts'));
  expect(repo.git('rev-list', ARCHIVE).split('\n')).toEqual(expect.arrayContaining([tips[0]?.commit, tips[1]?.commit]));
});

it('keeps nothing in the logs of refs of what it took out', async () => {
  const { repo, store, tips } = await threeArchived();
  repo.git('config', 'core.logAllRefUpdates', 'always');
  await store.archive.restore(tips[0]!.id);
  await store.archive.fold([{ ...tips[0]!, commit: repo.git('rev-parse', `${ARTIFACTS}one`) }]);
  const [one] = (await store.archive.list()).filter(({ artifact_id }) => artifact_id === 'one');
  await store.archive.drop([{ ...tips[0]!, commit: one!.commit }]);
  expect(repo.git('rev-list', '--all', '--reflog').split('\n')).not.toContain(one!.commit);
  const old = repo.git('rev-parse', TOMBSTONES);
  await store.archive.forget((await store.archive.removals()).slice(1));
  expect(repo.git('rev-list', '--all', '--reflog').split('\n')).not.toContain(old);
});

it('tells what it took out also where the log of the ref cannot be emptied', async () => {
  const { repo, tips } = await threeArchived();
  repo.git('config', 'core.logAllRefUpdates', 'always');
  repo.git('update-ref', '--create-reflog', ARCHIVE, ARCHIVE);
  const onRun = (args: readonly string[]) => {
    if (args[0] !== 'reflog' || args[1] !== 'expire') return;
    writeFileSync(join(repo.dir, '.git', `${ARCHIVE}.lock`), '');
  };
  const store = await storeAt(repo, { onRun });
  const told = await store.archive.drop(tips.slice(2)).catch((error: unknown) => error);
  expect(told).toMatchObject({ code: 'ref_locked' });
});

/** Says in git's commit-graph that a commit has no parents (gitformat-commit-graph(5)). */
const orphanInGraph = (repo: TempRepo, commit: string): void => {
  repo.git('commit-graph', 'write', '--reachable');
  const file = join(repo.dir, '.git/objects/info/commit-graph');
  const bytes = readFileSync(file);
  const chunkAt = (name: string): number => Number(bytes.readBigUInt64BE(bytes.indexOf(name, 8) + 4));
  const ids = chunkAt('OIDL');
  const index = (bytes.indexOf(Buffer.from(commit, 'hex'), ids) - ids) / 20;
  const none = 0x70000000;
  for (const at of [20, 24]) bytes.writeUInt32BE(none, chunkAt('CDAT') + 36 * index + at);
  const digest = createHash('sha1').update(bytes.subarray(0, -20)).digest();
  rmSync(file);
  writeFileSync(file, Buffer.concat([bytes.subarray(0, -20), digest]));
};

it('keeps the versions of the others whatever the commit-graph says', async () => {
  const { repo, store, tips } = await threeArchived();
  const archive = repo.git('rev-parse', ARCHIVE);
  orphanInGraph(repo, archive);
  expect(repo.git('rev-list', archive)).toBe(archive);
  await store.archive.drop(tips.slice(2));
  rmSync(join(repo.dir, '.git/objects/info/commit-graph'));
  expect(repo.git('rev-list', ARCHIVE).split('\n')).toEqual(expect.arrayContaining([tips[0]?.commit, tips[1]?.commit]));
});
