import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OpenSessionError } from '../../src/domain/errors.ts';
import { toArtifactId } from '../../src/domain/refs.ts';
import { openGit } from '../../src/git/open-git.ts';
import { openArtifactStore } from '../../src/store/open-artifact-store.ts';
import { type TempRepo, tempRepo } from '../support/temp-repo.ts';
import { artifactOf, versionOf } from './artifact-fixture.ts';

const PREFIX = 'refs/opensession/handoff/artifacts/';

const storeOf = async (repo: TempRepo) => {
  const git = openGit(repo.env);
  return openArtifactStore(git, await git.locate(repo.dir));
};

const looseObject = (repo: TempRepo, id: string): string => join(repo.dir, '.git/objects', id.slice(0, 2), id.slice(2));

describe('list', () => {
  it('is empty where there is none', async () => {
    expect(await (await storeOf(tempRepo())).list()).toEqual([]);
  });

  it('reads summaries from commit messages, in the order of names', async () => {
    const repo = tempRepo();
    const store = await storeOf(repo);
    for (const id of ['b', 'a', 'C']) await store.save({ ...(await versionOf(id)), expect: null });
    const entries = await store.list();
    expect(entries.map((entry) => entry.artifact_id)).toEqual(['C', 'a', 'b']);
    expect(entries[0]).toMatchObject({
      ref: `${PREFIX}C`,
      created_at: '2026-01-02T03:04:05.678Z',
      payload_format: 'json',
      source_count: 1,
      agent: 'codex',
      problem: null,
      sources: [{ session_id: 'session-1', source_path: '~/logs/one.jsonl', source_size: 42 }],
    });
  });

  const damaged = async (): Promise<TempRepo> => {
    const repo = tempRepo();
    const store = await storeOf(repo);
    for (const id of ['good-1', 'good-2', 'no-json', 'no-blob'])
      await store.save({ ...(await versionOf(id)), expect: null });
    repo.write('code.txt', 'code');
    const head = repo.commit('user work');
    repo.git('update-ref', `${PREFIX}at-blob`, repo.git('rev-parse', 'HEAD:code.txt'));
    repo.git('update-ref', `${PREFIX}at-tree`, repo.git('rev-parse', 'HEAD^{tree}'));
    repo.git('tag', '-a', 'note', '-m', 'handoff-artifact: at-tag');
    repo.git('update-ref', `${PREFIX}at-tag`, repo.git('rev-parse', 'note'));
    repo.git('update-ref', `${PREFIX}foreign`, head);
    repo.git('update-ref', `${PREFIX}nested/name`, repo.git('rev-parse', `${PREFIX}good-1`));
    repo.git('update-ref', `${PREFIX}copy`, repo.git('rev-parse', `${PREFIX}good-1`));
    const empty = repo.gitWith({ input: '' }, 'mktree');
    const older = repo.git('commit-tree', empty, '-m', 'handoff-artifact: no-json');
    repo.git('update-ref', `${PREFIX}no-json`, older);
    return repo;
  };

  it('lists what is foreign or broken with its problem, and the others as ever', async () => {
    const repo = await damaged();
    writeFileSync(join(repo.dir, '.git', `${PREFIX}garbage`), 'no object id\n');
    const entries = await (await storeOf(repo)).list();
    const problems = Object.fromEntries(entries.map((entry) => [entry.artifact_id, entry.problem !== null]));
    expect(problems).toEqual({
      'at-blob': true,
      'at-tag': true,
      'at-tree': true,
      copy: true,
      foreign: true,
      garbage: true,
      'good-1': false,
      'good-2': false,
      'nested/name': true,
      'no-blob': false,
      'no-json': false,
    });
  });

  it('lists the others when an object of one is missing or damaged', async () => {
    const repo = await damaged();
    const store = await storeOf(repo);
    await store.save({ ...(await versionOf('lost')), expect: null });
    await store.save({ ...(await versionOf('zap')), expect: null });
    rmSync(looseObject(repo, repo.git('rev-parse', `${PREFIX}lost`)));
    const zapped = looseObject(repo, repo.git('rev-parse', `${PREFIX}zap`));
    rmSync(zapped);
    writeFileSync(zapped, 'garbage');
    const entries = await store.list();
    const good = entries.filter((entry) => entry.problem === null).map((entry) => entry.artifact_id);
    expect(good).toEqual(['good-1', 'good-2', 'no-blob', 'no-json']);
    expect(entries.map((entry) => entry.artifact_id)).toEqual(expect.arrayContaining(['lost', 'zap']));
  });

  it('is sound at any moment while others save, remove and pack refs', async () => {
    const repo = tempRepo();
    const [store, others] = [await storeOf(repo), await storeOf(repo)];
    for (const id of ['stays-1', 'stays-2']) await store.save({ ...(await versionOf(id)), expect: null });
    const state = { isOver: false };
    const writing = async (writer: number): Promise<void> => {
      for (let turn = 0; turn < 12; turn++) {
        const id = `w${writer}-${turn}`;
        const { commit } = await others.save({ ...(await versionOf(id)), expect: null });
        if (turn % 3 === 0) await others.remove(toArtifactId(id), commit);
        if (turn % 4 === 0) repo.git('pack-refs', '--all');
      }
    };
    const writers = Promise.all([0, 1, 2].map(writing)).finally(() => (state.isOver = true));
    let listings = 0;
    for (; !state.isOver; listings++) {
      const entries = await store.list();
      const ids = entries.map(({ artifact_id }) => artifact_id);
      expect(entries.map(({ problem }) => problem)).toEqual(ids.map(() => null));
      expect(ids).toEqual([...new Set(ids)].sort());
      expect(ids.slice(0, 2)).toEqual(['stays-1', 'stays-2']);
    }
    await writers;
    expect(listings).toBeGreaterThan(2);
    expect(await store.list()).toHaveLength(2 + 3 * 8);
  });

  it('reads no further into what is too long for a commit', async () => {
    const repo = tempRepo();
    const store = await storeOf(repo);
    for (const id of ['a', 'z']) await store.save({ ...(await versionOf(id)), expect: null });
    const long = repo.gitWith({ input: 'x'.repeat(2_000_000) }, 'hash-object', '-w', '--stdin');
    repo.git('update-ref', `${PREFIX}b`, long);
    const message = `handoff-artifact: c\n\n${'x'.repeat(2_000_000)}`;
    const tree = repo.gitWith({ input: '' }, 'mktree');
    repo.git('update-ref', `${PREFIX}c`, repo.gitWith({ input: message }, 'commit-tree', tree));
    expect((await store.list()).map(({ artifact_id, problem }) => [artifact_id, problem])).toEqual([
      ['a', null],
      ['b', 'the ref points at a blob, not at a commit'],
      ['c', 'its object is broken'],
      ['z', null],
    ]);
  });

  it('reads blobs together, and says for each what is wrong with it', async () => {
    const repo = await damaged();
    const store = await storeOf(repo);
    const blob = looseObject(repo, repo.git('rev-parse', `${PREFIX}no-blob:artifact.json`));
    rmSync(blob);
    writeFileSync(blob, 'garbage');
    const tips = (await store.list()).filter((entry) => entry.problem === null);
    const contents = await store.readAll(tips);
    expect(
      contents.map((content, index) => [
        tips[index]?.artifact_id,
        content instanceof OpenSessionError ? content.code : content.artifact_id,
      ]),
    ).toEqual([
      ['good-1', 'good-1'],
      ['good-2', 'good-2'],
      ['no-blob', 'artifact_corrupt'],
      ['no-json', 'artifact_corrupt'],
    ]);
  });

  it('is not shown, nor gone on from, under an id that its files are not of', async () => {
    const repo = tempRepo();
    const store = await storeOf(repo);
    await store.save({ ...(await versionOf('one')), expect: null });
    const { message } = await versionOf('other');
    const tree = repo.git('rev-parse', `${PREFIX}one^{tree}`);
    const commit = repo.gitWith({ input: message }, 'commit-tree', tree);
    repo.git('update-ref', `${PREFIX}other`, commit);
    const id = toArtifactId('other');
    const corrupt = { code: 'artifact_corrupt', message: expect.stringContaining('of "one"') as string };
    await expect(store.read(id)).rejects.toMatchObject(corrupt);
    await expect(store.replace(id, () => Promise.reject(new Error('never asked')))).rejects.toMatchObject(corrupt);
    await store.archive.fold([{ id, commit }]);
    await expect(store.archive.read(id)).rejects.toMatchObject(corrupt);
  });

  it('knows an artifact of the older tool by its first line', async () => {
    const repo = tempRepo();
    const artifact = JSON.stringify(await artifactOf('old'));
    const blob = repo.gitWith({ input: artifact }, 'hash-object', '-w', '--stdin');
    const tree = repo.gitWith({ input: `100644 blob ${blob}\tartifact.json\n` }, 'mktree');
    const commit = repo.gitWith({ input: 'handoff-artifact: old' }, 'commit-tree', tree);
    repo.git('update-ref', `${PREFIX}old`, commit);
    const store = await storeOf(repo);
    const [entry] = await store.list();
    expect(entry).toMatchObject({ artifact_id: 'old', created_at: null, sources: null, problem: null });
    expect((await store.save(await versionOf('old', { updated_at: 'now' }))).changed).toBe(true);
    expect(repo.git('rev-parse', `${PREFIX}old^`)).toBe(commit);
  });
});
