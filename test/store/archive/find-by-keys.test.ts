import { expect, it } from 'vitest';
import { toArtifactId } from '../../../src/domain/refs.ts';
import { versionOf } from '../artifact-fixture.ts';
import { ARCHIVE, keyAt, opened, saveKeyed, storeAt } from './archive-scene.ts';
import type { Artifact } from '../../../src/domain/artifact.ts';

it('finds live and archived artifacts, and names live ones without keys', async () => {
  const { store } = await opened();
  const [a, b, c] = await Promise.all([keyAt('a.ts', '1'), keyAt('b.ts', '2'), keyAt('c.ts', '3')]);
  const live = await saveKeyed(store, 'live', [a, b]);
  const kept = await saveKeyed(store, 'kept', [b, c]);
  await saveKeyed(store, 'other', [c]);
  const bare = await store.save(await versionOf('bare'));
  await store.archive.fold([kept]);
  const unkeyed = [{ id: toArtifactId('bare'), commit: bare.commit }];
  expect(await store.archive.findByKeys([a, b])).toEqual({
    found: [
      { ...live, archived: false, keys: [a, b].sort() },
      { ...kept, archived: true, keys: [b] },
    ],
    unkeyed,
    problems: [],
  });
  expect(await store.archive.findByKeys(['', '../..', 'zzzzzzzzzzzz', await keyAt('d.ts', '4')])).toEqual({
    found: [],
    unkeyed,
    problems: [],
  });
});

it('reads of the archive as many processes for 60 keys as for one', async () => {
  const { repo, store } = await opened();
  const keys = await Promise.all(Array.from({ length: 60 }, (_, index) => keyAt(`${index}.ts`, '1')));
  await store.archive.fold([await saveKeyed(store, 'one', keys)]);
  const commands: string[] = [];
  const heard = await storeAt(repo, { onRun: (args) => void commands.push(args[0] ?? '') });
  await heard.archive.findByKeys(keys.slice(0, 1));
  const one = commands.splice(0).length;
  const { found } = await heard.archive.findByKeys(keys);
  expect(found[0]?.keys.toSorted()).toEqual(keys.toSorted());
  expect(commands.length).toBe(one);
});

it('prefers the live version of an artifact that is archived as well', async () => {
  const { store } = await opened();
  const key = await keyAt('a.ts', '1');
  await store.archive.fold([await saveKeyed(store, 'one', [key])]);
  const live = await saveKeyed(store, 'one', [key], 'second');
  expect((await store.archive.findByKeys([key])).found).toEqual([{ ...live, archived: false, keys: [key] }]);
});

it('makes the keys of an artifact without any from its claims', async () => {
  const { store } = await opened();
  const claimed = [{ path: 'a.ts', blob: '1'.repeat(40), mode: '100644', patch_id: null }];
  const payload = [{ repository: { object_format: 'sha1', claimed } }] as unknown as Artifact['payload'];
  const version = await versionOf('plain', { payload });
  const { commit } = await store.save({ ...version, message: 'handoff-artifact: plain\n' });
  const tip = { id: toArtifactId('plain'), commit };
  await store.archive.fold([tip]);
  const key = await keyAt('a.ts', '1');
  expect((await store.archive.findByKeys([key])).found).toEqual([{ ...tip, archived: true, keys: [key] }]);
});

it('tells what of the archive cannot be read, and does not write over it', async () => {
  const { repo, store } = await opened();
  const key = await keyAt('a.ts', '1');
  await store.archive.fold([await saveKeyed(store, 'one', [key])]);
  const path = `${key.slice(0, 2)}/${key.slice(2, 4)}`;
  const bytes = Buffer.from(repo.git('cat-file', 'blob', `${ARCHIVE}:k/${path}`), 'latin1').subarray(0, 5);
  const cut = repo.gitWith({ input: bytes }, 'hash-object', '-w', '--stdin');
  const tree = (listing: string): string => repo.gitWith({ input: listing }, 'mktree');
  const keys = tree(`040000 tree ${tree(`100644 blob ${cut}\t${path.slice(3)}\n`)}\t${path.slice(0, 2)}\n`);
  const root = tree(`040000 tree ${repo.git('rev-parse', `${ARCHIVE}:a`)}\ta\n040000 tree ${keys}\tk\n`);
  repo.git('update-ref', ARCHIVE, repo.git('commit-tree', root, '-p', ARCHIVE, '-m', 'handoff-archive'));
  expect(await store.archive.findByKeys([key])).toMatchObject({
    found: [],
    problems: [expect.stringContaining(`k/${path}`)],
  });
  const two = await saveKeyed(store, 'two', [key]);
  await expect(store.archive.fold([two])).rejects.toMatchObject({ code: 'artifact_corrupt' });
  expect((await store.find(toArtifactId('one'))).archived).toBe(true);
});

it('tells an archive that is none', async () => {
  const { repo, store } = await opened();
  repo.git('update-ref', ARCHIVE, repo.gitWith({ input: 'x' }, 'hash-object', '-w', '--stdin'));
  const reads = [
    () => store.archive.tip(),
    () => store.archive.list(),
    () => store.find(toArtifactId('x')),
    () => store.archive.findByKeys(['0'.repeat(12)]),
  ];
  for (const read of reads) await expect(read()).rejects.toMatchObject({ code: 'artifact_corrupt' });
  expect(await store.list()).toEqual([]);
  const theirs = repo.commit('a commit of the user');
  repo.git('update-ref', ARCHIVE, theirs);
  const one = await saveKeyed(store, 'one', []);
  await expect(store.archive.fold([one])).rejects.toMatchObject({ code: 'artifact_corrupt' });
  expect(repo.git('rev-parse', ARCHIVE)).toBe(theirs);
});

it('lists and refuses what was put into the archive by hand', async () => {
  const { repo, store } = await opened();
  const one = await saveKeyed(store, 'one', []);
  await store.archive.fold([one]);
  const folder =
    repo
      .git('ls-tree', '-d', '-r', '--name-only', ARCHIVE)
      .split('\n')
      .find((path) => path.endsWith('/one')) ?? '';
  const other = await store.save(await versionOf('one', { updated_at: 'other' }));
  const version = repo.git('rev-parse', `${ARCHIVE}:${folder}/version`);
  const tree = (listing: string): string => repo.gitWith({ input: listing }, 'mktree');
  const bent = tree(
    `100644 blob ${version}\tversion\n040000 tree ${repo.git('rev-parse', `${other.commit}^{tree}`)}\tfiles\n`,
  );
  const byte = tree(`040000 tree ${bent}\tone\n`);
  const root = tree(`040000 tree ${tree(`040000 tree ${byte}\t${folder.slice(2, 4)}\n`)}\ta\n`);
  repo.git('update-ref', '-d', other.ref);
  repo.git('update-ref', ARCHIVE, repo.git('commit-tree', root, '-p', ARCHIVE, '-m', 'handoff-archive'));
  expect(await store.archive.list()).toMatchObject([{ artifact_id: 'one', problem: expect.stringContaining('files') }]);
  await expect(store.find(one.id)).rejects.toMatchObject({ code: 'artifact_corrupt' });
});
