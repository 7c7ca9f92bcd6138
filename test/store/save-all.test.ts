import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { OpenSessionError } from '../../src/domain/errors.ts';
import { toArtifactId } from '../../src/domain/refs.ts';
import type { Git } from '../../src/git/git.ts';
import { openGit } from '../../src/git/open-git.ts';
import type { SavedArtifact } from '../../src/store/artifact-store.ts';
import { openArtifactStore } from '../../src/store/open-artifact-store.ts';
import { type TempRepo, tempRepo } from '../support/temp-repo.ts';
import { versionOf } from './artifact-fixture.ts';

const PREFIX = 'refs/opensession/handoff/artifacts/';

/** `onRun` hears of each git command before it runs. */
const storeOf = async (repo: TempRepo, onRun: (args: readonly string[]) => Promise<void> | void = () => {}) => {
  const git = openGit(repo.env);
  const heard: Git = {
    ...git,
    run: async (args, options) => {
      await onRun(args);
      return git.run(args, options);
    },
  };
  return openArtifactStore(heard, await git.locate(repo.dir));
};

const many = (count: number, change = {}) =>
  Promise.all(Array.from({ length: count }, (_, index) => versionOf(`many-${index}`, change)));

const packDir = (repo: TempRepo): string => join(repo.dir, '.git/objects/pack');
const keeps = (repo: TempRepo): string[] => readdirSync(packDir(repo)).filter((name) => name.endsWith('.keep'));

it.each(['sha1', 'sha256'] as const)(
  'keeps 100 artifacts by four processes, in one pack (%s)',
  async (objectFormat) => {
    const repo = tempRepo({ objectFormat });
    const commands: string[] = [];
    const store = await storeOf(repo, (args) => void commands.push(args[0] ?? ''));
    const saved = await store.saveAll(await many(100));
    expect(commands).toEqual(['cat-file', 'for-each-ref', 'index-pack', 'update-ref']);
    expect(saved.every((one) => !(one instanceof OpenSessionError) && one.changed)).toBe(true);
    const listed = await store.list();
    expect(listed.map(({ ref, commit, problem }) => ({ ref, commit, problem }))).toEqual(
      (saved as SavedArtifact[])
        .map(({ ref, commit }) => ({ ref, commit, problem: null }))
        .sort((a, b) => (a.ref < b.ref ? -1 : 1)),
    );
    expect(readdirSync(packDir(repo)).filter((name) => name.endsWith('.pack'))).toHaveLength(1);
    expect(keeps(repo)).toEqual([]);
    expect(repo.git('fsck', '--strict')).not.toMatch(/error|warning/);
  },
);

it('a few are loose objects; the same content adds nothing, and is answered as save does', async () => {
  const repo = tempRepo();
  const store = await storeOf(repo);
  const first = await store.saveAll(await many(3));
  expect(readdirSync(packDir(repo))).toEqual([]);
  const again = await store.saveAll([...(await many(2)), await versionOf('new')]);
  expect(again.slice(0, 2)).toEqual(first.slice(0, 2).map((one) => Object.assign({}, one, { changed: false })));
  expect(again[2]).toMatchObject({ ref: `${PREFIX}new`, changed: true });
  expect(await store.saveAll([])).toEqual([]);
});

it('appends, and keeps the versions of one artifact in their order', async () => {
  const repo = tempRepo();
  const store = await storeOf(repo);
  const times = ['one', 'two', 'three'];
  const versions = await Promise.all(times.map((updated_at) => versionOf('same', { updated_at })));
  await store.saveAll([...versions, await versionOf('other')]);
  const history = repo.git(
    'log',
    '--reverse',
    '--format=%(trailers:key=Updated,valueonly,separator=)',
    `${PREFIX}same`,
  );
  expect(history.split('\n')).toEqual(times);
});

it('an archived artifact goes on with its history, unless a new one was meant', async () => {
  const repo = tempRepo();
  const store = await storeOf(repo);
  const commits = new Map<string, string>();
  for (const version of await many(3)) commits.set(version.id, (await store.save(version)).commit);
  const tips = [...commits].map(([id, commit]) => ({ id: toArtifactId(id), commit }));
  await store.archive.fold(tips);
  const [first, second, third] = await many(3, { updated_at: 'later' });
  const outcomes = await store.saveAll([
    first!,
    { ...second!, expect: commits.get(second!.id)! },
    { ...third!, expect: null },
  ]);
  expect(outcomes).toMatchObject([{ changed: true }, { changed: true }, { changed: true }]);
  const parents = [first!, second!, third!].map(({ id }) => repo.git('log', '-1', '--format=%P', `${PREFIX}${id}`));
  expect(parents).toEqual([commits.get(first!.id), commits.get(second!.id), '']);
});

it('an artifact in conflict, damaged or locked holds no other up', { timeout: 60_000 }, async () => {
  const repo = tempRepo();
  repo.commit('theirs');
  repo.git('update-ref', `${PREFIX}foreign`, 'HEAD');
  const store = await storeOf(repo);
  await store.save({ ...(await versionOf('there')), expect: null });
  writeFileSync(join(repo.dir, '.git', `${PREFIX}locked.lock`), '');
  const ids = ['a', 'there', 'foreign', 'locked', 'z'];
  const versions = await Promise.all(
    ids.map(async (id) => ({ ...(await versionOf(id, { payload_format: 'jsonl' })), expect: null })),
  );
  const outcomes = await store.saveAll(versions);
  expect(outcomes.map((one) => (one instanceof OpenSessionError ? one.code : one.changed))).toEqual([
    true,
    'ref_conflict',
    'artifact_corrupt',
    'ref_locked',
    true,
  ]);
  expect((await store.read(toArtifactId('there'))).artifact.payload_format).toBe('json');
});

it('appends again where a ref moved between reading and writing; the others move at once', async () => {
  const repo = tempRepo();
  const rival = await storeOf(repo);
  let moves = 2;
  const store = await storeOf(repo, async (args) => {
    if (args[0] !== 'update-ref' || moves === 0) return;
    moves -= 1;
    await rival.save(await versionOf('many-1', { updated_at: `rival ${moves}` }));
  });
  const outcomes = await store.saveAll(await many(40, { updated_at: 'ours' }));
  expect(outcomes.filter((one) => one instanceof OpenSessionError)).toEqual([]);
  expect(
    repo.git('log', '--format=%(trailers:key=Updated,valueonly,separator=)', `${PREFIX}many-1`).split('\n'),
  ).toEqual(['ours', 'rival 0', 'rival 1']);
  expect(repo.git('rev-list', '--count', `${PREFIX}many-2`)).toBe('1');
});

it('objects outlive a repack between their writing and the move of the refs', async () => {
  const repo = tempRepo();
  const store = await storeOf(repo, (args) => {
    if (args[0] === 'update-ref') repo.git('repack', '-adq');
  });
  await store.saveAll(await many(60));
  expect(repo.git('fsck', '--strict')).not.toMatch(/error|missing/);
  expect((await store.list()).filter(({ problem }) => problem === null)).toHaveLength(60);
});

it('lets go of packs that a killed batch kept, and of nobody else’s', async () => {
  const repo = tempRepo();
  const store = await storeOf(repo);
  const [ours, theirs, fresh] = ['1', '2', '3'].map((digit) => join(packDir(repo), `pack-${digit.repeat(40)}.keep`));
  const [OURS, THEIRS] = ['opensession: refs are about to name these objects\n', 'receive-pack 1 on host\n'];
  const hours = new Date(Date.now() - 2 * 60 * 60 * 1000);
  for (const [path = '', text] of [
    [ours, OURS],
    [theirs, THEIRS],
    [fresh, OURS],
  ])
    writeFileSync(path, text ?? '');
  for (const path of [ours ?? '', theirs ?? '']) utimesSync(path, hours, hours);
  await store.saveAll(await many(60));
  expect(keeps(repo).map((name) => name[5])).toEqual(['2', '3']);
});
