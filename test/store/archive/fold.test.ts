import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toArtifactId } from '../../../src/domain/refs.ts';
import { versionOf } from '../artifact-fixture.ts';
import { ARCHIVE, ARTIFACTS, archivedIds, keyAt, liveIds, opened, saveKeyed, storeAt } from './archive-scene.ts';
import { tempRepo } from '../../support/temp-repo.ts';

describe.each(['sha1', 'sha256'] as const)('archiving (%s)', (objectFormat) => {
  it('takes artifacts out of their refs into one, where they are listed, read and found', async () => {
    const { repo, store } = await opened({ objectFormat });
    const key = await keyAt('a.ts', '1');
    const older = await saveKeyed(store, 'one', [key]);
    const one = await saveKeyed(store, 'one', [key], 'second');
    const two = await saveKeyed(store, 'two', [await keyAt('b.ts', '2')]);
    await saveKeyed(store, 'three', []);
    const folded = await store.archive.fold([one, two]);
    expect(folded).toEqual({ commit: repo.git('rev-parse', ARCHIVE), archived: [one, two], stayed: [] });
    expect(await liveIds(store)).toEqual(['three']);
    expect(await store.archive.list()).toMatchObject([
      { artifact_id: 'one', commit: one.commit, updated_at: 'second', archived: true, problem: null },
      { artifact_id: 'two', commit: two.commit, archived: true, problem: null },
    ]);
    expect(await store.archive.ids()).toHaveLength(2);
    const found = await store.find(one.id);
    expect(found).toMatchObject({ ref: ARCHIVE, commit: one.commit, archived: true, markdown: '# one\n' });
    expect(found.artifact.updated_at).toBe('second');
    expect((await store.archive.findByKeys([key])).found).toEqual([{ ...one, archived: true, keys: [key] }]);
    const reachable = repo.git('rev-list', ARCHIVE).split('\n');
    for (const { commit } of [older, one, two]) expect(reachable).toContain(commit);
    expect(repo.git('fsck', '--strict')).not.toMatch(/error|warning|missing/);
  });
});

it('survives a collection of garbage with all its versions', async () => {
  const { repo, store } = await opened();
  const first = await saveKeyed(store, 'one', []);
  const tip = await saveKeyed(store, 'one', [], 'second');
  await store.archive.fold([tip]);
  repo.git('reflog', 'expire', '--expire=now', '--all');
  repo.git('gc', '--quiet', '--prune=now');
  expect(repo.git('cat-file', '-t', first.commit)).toBe('commit');
  expect((await store.find(tip.id)).commit).toBe(tip.commit);
});

it('is done by as many processes for 300 as for two, and writes only what it touches', async () => {
  const { repo } = await opened();
  let commands: string[] = [];
  const store = await storeAt(repo, { onRun: (args) => void commands.push(args[0] ?? '') });
  const tips = async (from: number, to: number) => {
    const versions = await Promise.all(
      Array.from({ length: to - from }, async (_, index) => versionOf(`many-${from + index}`)),
    );
    const saved = await store.saveAll(versions);
    commands = [];
    return saved.map((one, index) => ({
      id: toArtifactId(`many-${from + index}`),
      commit: 'commit' in one ? one.commit : '',
    }));
  };
  await store.archive.fold(await tips(0, 2));
  await store.archive.fold(await tips(2, 4));
  const few = commands.length;
  await store.archive.fold(await tips(4, 304));
  // one more: a folder that is there is read
  expect(commands.length).toBeLessThanOrEqual(few + 1);
  expect(commands.filter((name) => name === 'update-ref')).toHaveLength(1);
  expect(await store.archive.ids()).toHaveLength(304);
  expect(repo.git('rev-list', '--first-parent', ARCHIVE).split('\n').length).toBeLessThan(5);
  const parents = repo.git('rev-list', '--parents', ARCHIVE).split('\n');
  expect(Math.max(...parents.map((line) => line.split(' ').length))).toBeLessThanOrEqual(66);
  expect(repo.git('for-each-ref', ARTIFACTS)).toBe('');
});

it('leaves an artifact live that is saved meanwhile, and archives the rest', async () => {
  const { repo, store } = await opened();
  const [one, two] = [await saveKeyed(store, 'one', []), await saveKeyed(store, 'two', [])];
  let busy = true;
  const slow = await storeAt(repo, {
    onRun: async (args) => {
      if (args[0] !== 'update-ref' || !busy) return;
      busy = false;
      await saveKeyed(store, 'one', [], 'meanwhile');
    },
  });
  expect(await slow.archive.fold([one, two])).toMatchObject({
    archived: [two],
    stayed: [{ ...one, reason: 'moved' }],
  });
  expect(await liveIds(store)).toEqual(['one']);
  expect((await store.find(one.id)).artifact.updated_at).toBe('meanwhile');
  expect(await archivedIds(store)).toEqual(['two']);
});

it('archives beside another that archives', async () => {
  const { repo, store } = await opened();
  const [one, two] = [await saveKeyed(store, 'one', []), await saveKeyed(store, 'two', [])];
  let busy = true;
  const slow = await storeAt(repo, {
    onRun: async (args) => {
      if (args[0] !== 'update-ref' || !busy) return;
      busy = false;
      await store.archive.fold([two]);
    },
  });
  expect((await slow.archive.fold([one])).archived).toEqual([one]);
  expect(await archivedIds(store)).toEqual(['one', 'two']);
});

it('leaves a locked artifact live', { timeout: 60_000 }, async () => {
  const { repo, store } = await opened();
  const [one, two] = [await saveKeyed(store, 'one', []), await saveKeyed(store, 'two', [])];
  writeFileSync(join(repo.dir, '.git', `${ARTIFACTS}one.lock`), '');
  expect(await store.archive.fold([one, two])).toMatchObject({
    archived: [two],
    stayed: [{ ...one, reason: 'locked' }],
  });
});

it('moves nothing when it ends between writing and moving', async () => {
  const { repo, store } = await opened();
  const one = await saveKeyed(store, 'one', []);
  const before = repo.git('for-each-ref');
  const killed = await storeAt(repo, {
    onRun: (args) => {
      if (args[0] === 'update-ref') throw new Error('killed');
    },
  });
  await expect(killed.archive.fold([one])).rejects.toThrow('killed');
  expect(repo.git('for-each-ref')).toBe(before);
  expect((await store.archive.fold([one])).archived).toEqual([one]);
});

it('leaves what is no version of the artifact where it is', async () => {
  const { repo, store } = await opened();
  const head = repo.commit('theirs');
  repo.git('update-ref', `${ARTIFACTS}foreign`, head);
  const tip = { id: toArtifactId('foreign'), commit: head };
  expect(await store.archive.fold([tip])).toEqual({
    commit: null,
    archived: [],
    stayed: [{ ...tip, reason: 'unreadable' }],
  });
  expect(await liveIds(store)).toEqual(['foreign']);
});

it('leaves what has lost a file where it is', async () => {
  const { repo, store } = await opened();
  const whole = await saveKeyed(store, 'one', []);
  await saveKeyed(store, 'two', []);
  const ref = `${ARTIFACTS}two`;
  const listing = `${repo.git('ls-tree', ref)}\n100644 blob ${'1'.repeat(40)}\tmanifest.json\n`;
  const tree = repo.gitWith({ input: listing }, 'mktree', '--missing');
  const commit = repo.gitWith({ input: 'handoff-artifact: two' }, 'commit-tree', tree, '-p', ref);
  repo.git('update-ref', ref, commit);
  const holed = { id: toArtifactId('two'), commit };
  expect(await store.archive.fold([holed, whole])).toMatchObject({
    archived: [whole],
    stayed: [{ ...holed, reason: 'unreadable' }],
  });
  expect(await liveIds(store)).toEqual(['two']);
});

it('records the removals, so that no clone brings them back', async () => {
  const { repo, store } = await opened();
  const older = await saveKeyed(store, 'one', []);
  const tip = await saveKeyed(store, 'one', [], 'second');
  await store.archive.fold([tip]);
  const [path = ''] = repo.git('ls-tree', '-r', '--name-only', 'refs/opensession/handoff/tombstones').split('\n');
  expect(path.slice(3)).toBe(`one@${tip.commit}`);
  expect(JSON.parse(repo.git('cat-file', 'blob', `refs/opensession/handoff/tombstones:${path}`))).toMatchObject({
    reason: 'archived',
    versions: [tip.commit, older.commit],
  });
});

describe('an archived artifact', () => {
  it('becomes live again when it is saved, upon its archived version, also with the same content', async () => {
    const { repo, store } = await opened();
    const tip = await saveKeyed(store, 'one', []);
    await store.archive.fold([tip]);
    const same = await saveKeyed(store, 'one', []);
    expect(repo.git('rev-parse', `${same.commit}^`)).toBe(tip.commit);
    expect((await store.find(tip.id)).archived).toBe(false);
    await store.archive.fold([same]);
    expect(await store.archive.list()).toMatchObject([{ artifact_id: 'one', commit: same.commit }]);
    const version = await versionOf('one', { updated_at: 'third' });
    const third = await store.save({ ...version, expect: same.commit });
    expect(repo.git('rev-parse', `${third.commit}^`)).toBe(same.commit);
    await expect(store.save({ ...version, expect: tip.commit })).rejects.toMatchObject({ code: 'ref_conflict' });
  });

  it('is built upon by append', async () => {
    const { store } = await opened();
    const tip = await saveKeyed(store, 'one', []);
    await store.archive.fold([tip]);
    const seen: (string | undefined)[] = [];
    await store.append(tip.id, async (previous) => {
      seen.push(previous?.artifact.updated_at);
      return versionOf('one', { updated_at: 'next' });
    });
    expect(seen).toEqual(['first']);
    expect(await liveIds(store)).toEqual(['one']);
  });

  it('is restored as a version that its removal does not name', async () => {
    const { repo, store } = await opened();
    const tip = await saveKeyed(store, 'one', []);
    await store.archive.fold([tip]);
    const restored = await store.archive.restore(tip.id);
    expect(repo.git('rev-parse', `${ARTIFACTS}one`)).toBe(restored.commit);
    expect(repo.git('rev-parse', `${restored.commit}^`)).toBe(tip.commit);
    expect((await store.read(tip.id)).artifact.updated_at).toBe('first');
    await expect(store.archive.restore(tip.id)).rejects.toMatchObject({ code: 'ref_conflict' });
    await expect(store.archive.restore(toArtifactId('none'))).rejects.toMatchObject({ code: 'artifact_not_found' });
  });
});

it('works in a bare repository and in a linked worktree', async () => {
  const bare = await opened({ bare: true });
  const tip = await saveKeyed(bare.store, 'one', []);
  await bare.store.archive.fold([tip]);
  expect(await archivedIds(bare.store)).toEqual(['one']);
  const repo = tempRepo();
  repo.commit('one');
  const linked = join(repo.base, 'linked');
  repo.git('worktree', 'add', '--quiet', '--detach', linked);
  const store = await storeAt(repo, { dir: linked });
  await store.archive.fold([await saveKeyed(store, 'one', [])]);
  expect(repo.git('rev-parse', `${ARCHIVE}^{commit}`)).toBe(await (await storeAt(repo)).archive.tip());
});
