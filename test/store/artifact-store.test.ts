import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toArtifactId } from '../../src/domain/refs.ts';
import { openGit } from '../../src/git/open-git.ts';
import { openArtifactStore } from '../../src/store/open-artifact-store.ts';
import { digestTree } from '../support/snapshot-repo.ts';
import { type TempRepo, canary, tempRepo } from '../support/temp-repo.ts';
import { versionOf } from './artifact-fixture.ts';

const clock = { now: () => new Date('2026-02-03T04:05:06.789Z') };
const PREFIX = 'refs/opensession/handoff/artifacts/';

const storeOf = async (repo: TempRepo, dir = repo.dir, env: { [name: string]: string } = {}) => {
  const git = openGit({ ...repo.env, ...env });
  return openArtifactStore(git, await git.locate(dir), clock);
};

describe('save', () => {
  it('makes a commit of the older tool in form, with the files beside artifact.json', async () => {
    const repo = tempRepo();
    const store = await storeOf(repo);
    const saved = await store.save({ ...(await versionOf('one')), expect: null });
    expect(saved).toEqual({ ref: `${PREFIX}one`, commit: repo.git('rev-parse', `${PREFIX}one`), changed: true });
    expect(repo.git('cat-file', 'commit', saved.commit).split('\n').slice(1, 6)).toEqual([
      'author opensession <cli@opensession.io> 1770091506 +0000',
      'committer opensession <cli@opensession.io> 1770091506 +0000',
      '',
      'handoff-artifact: one',
      '',
    ]);
    expect(repo.git('ls-tree', '--format=%(objectmode) %(path)', saved.commit).split('\n')).toEqual([
      '100644 HANDOFF.md',
      '100644 artifact.json',
      '100644 manifest.json',
      '100644 report.json',
    ]);
    expect(repo.git('fsck', '--strict')).not.toMatch(/error|warning/);
  });

  it('adds a version on the tip, keeps foreign entries, and adds nothing for the same content', async () => {
    const repo = tempRepo();
    const store = await storeOf(repo);
    const first = await store.save({ ...(await versionOf('one')), expect: null });
    const blob = repo.gitWith({ input: 'theirs' }, 'hash-object', '-w', '--stdin');
    const listing = `${repo.git('ls-tree', first.commit)}\n100644 blob ${blob}\tforeign.txt\n`;
    const tree = repo.gitWith({ input: listing }, 'mktree');
    const theirs = repo.git('commit-tree', tree, '-p', first.commit, '-m', 'handoff-artifact: one');
    repo.git('update-ref', `${PREFIX}one`, theirs);
    const next = await versionOf('one', { updated_at: '2026-03-01T00:00:00.000Z' });
    const second = await store.save(next);
    expect(repo.git('rev-parse', `${second.commit}^`)).toBe(theirs);
    expect(repo.git('cat-file', 'blob', `${second.commit}:foreign.txt`)).toBe('theirs');
    expect(await store.save(next)).toEqual({ ...second, changed: false });
    expect(await store.save({ ...next, expect: second.commit })).toEqual({ ...second, changed: false });
  });

  it('moves the ref only from the tip that was read', async () => {
    const repo = tempRepo();
    const store = await storeOf(repo);
    const first = await store.save({ ...(await versionOf('one')), expect: null });
    const other = await versionOf('one', { payload_format: 'jsonl' });
    await expect(store.save({ ...other, expect: null })).rejects.toMatchObject({ code: 'ref_conflict' });
    const moved = await store.save(other);
    await expect(store.save({ ...(await versionOf('one')), expect: first.commit })).rejects.toMatchObject({
      code: 'ref_conflict',
    });
    expect(await store.tip(toArtifactId('one'))).toBe(moved.commit);
    await expect(store.save({ ...(await versionOf('two')), expect: first.commit })).rejects.toMatchObject({
      code: 'ref_conflict',
    });
  });

  it('loses nothing when 8 writers add 10 versions each to one id', { timeout: 240_000 }, async () => {
    const repo = tempRepo();
    const stores = await Promise.all(Array.from({ length: 8 }, () => storeOf(repo)));
    const written: string[] = [];
    await Promise.all(
      stores.map(async (store, writer) => {
        for (let round = 0; round < 10; round++) {
          const updated_at = `writer ${writer} round ${round}`;
          written.push(updated_at);
          expect((await store.save(await versionOf('shared', { updated_at }))).changed).toBe(true);
        }
      }),
    );
    const history = repo.git('log', '--format=%(trailers:key=Updated,valueonly,separator=)', `${PREFIX}shared`);
    expect(
      history
        .split('\n')
        .filter((line) => line !== '')
        .sort(),
    ).toEqual(written.sort());
    expect(repo.git('rev-list', '--min-parents=2', `${PREFIX}shared`)).toBe('');
    expect(repo.git('rev-list', '--count', `${PREFIX}shared`)).toBe('80');
  });

  it('is made again from the newer version when the ref moved meanwhile', async () => {
    const repo = tempRepo();
    const [store, rival] = [await storeOf(repo), await storeOf(repo)];
    const id = toArtifactId('one');
    await store.save({ ...(await versionOf('one')), expect: null });
    const seen: (string | undefined)[] = [];
    await store.append(id, async (previous) => {
      seen.push(previous?.artifact.updated_at);
      if (seen.length === 1) await rival.save(await versionOf('one', { updated_at: 'rival' }));
      return versionOf('one', { updated_at: `after ${previous?.artifact.updated_at}` });
    });
    expect(seen).toEqual(['2026-01-02T03:04:05.678Z', 'rival']);
    expect((await store.read(id)).artifact.updated_at).toBe('after rival');
  });

  it('tells a locked ref, and leaves the artifact as it was', { timeout: 60_000 }, async () => {
    const repo = tempRepo();
    const store = await storeOf(repo);
    const first = await store.save({ ...(await versionOf('one')), expect: null });
    writeFileSync(join(repo.dir, '.git', `${PREFIX}one.lock`), '');
    const next = await versionOf('one', { payload_format: 'jsonl' });
    await expect(store.save(next)).rejects.toMatchObject({ code: 'ref_locked' });
    expect((await store.read(toArtifactId('one'))).commit).toBe(first.commit);
  });

  it('takes away a lock that a killed git left long ago', { timeout: 60_000 }, async () => {
    const repo = tempRepo();
    const git = openGit(repo.env);
    const store = openArtifactStore(git, await git.locate(repo.dir));
    await store.save({ ...(await versionOf('one')), expect: null });
    const lock = join(repo.dir, '.git', `${PREFIX}one.lock`);
    writeFileSync(lock, '');
    utimesSync(lock, 1, 1);
    expect((await store.save(await versionOf('one', { payload_format: 'jsonl' }))).changed).toBe(true);
    expect(existsSync(lock)).toBe(false);
  });

  it('refuses to build on what is no version of this artifact', async () => {
    const repo = tempRepo();
    repo.write('code.txt', 'theirs');
    const head = repo.commit('user work');
    repo.git('symbolic-ref', `${PREFIX}link`, 'refs/heads/main');
    repo.git('update-ref', `${PREFIX}commit`, head);
    repo.git('update-ref', `${PREFIX}blob`, repo.git('rev-parse', 'HEAD:code.txt'));
    const store = await storeOf(repo);
    for (const id of ['link', 'commit', 'blob'])
      await expect(store.save(await versionOf(id))).rejects.toMatchObject({ code: 'artifact_corrupt' });
    expect(repo.git('rev-parse', 'main')).toBe(head);
  });

  it('tells a repository that cannot be written, and reads it', async () => {
    const repo = tempRepo();
    const obeying = { PATH: `${gitThat(repo, OBEYS)}:${process.env['PATH']}` };
    const store = await storeOf(repo, repo.dir, obeying);
    await store.save({ ...(await versionOf('one')), expect: null });
    chmodSync(join(repo.dir, '.git/objects'), 0o500);
    onTestFinished(() => {
      chmodSync(join(repo.dir, '.git/objects'), 0o700);
    });
    await expect(store.save(await versionOf('two'))).rejects.toMatchObject({ code: 'read_only' });
    expect((await store.list()).map((entry) => entry.artifact_id)).toEqual(['one']);
    expect((await store.read(toArtifactId('one'))).artifact.artifact_id).toBe('one');
  });

  it('tells that no space is left, and leaves the artifact as it was', async () => {
    const repo = tempRepo();
    const full = await storeOf(repo, repo.dir, {
      PATH: `${gitThat(repo, 'ulimit -f 8; exec')}:${process.env['PATH']}`,
    });
    const first = await full.save({ ...(await versionOf('one')), expect: null });
    const long = randomBytes(100_000).toString('hex');
    const next = await versionOf('one', { updated_at: long });
    await expect(full.save(next)).rejects.toMatchObject({ code: 'no_space' });
    expect((await full.read(toArtifactId('one'))).commit).toBe(first.commit);
    expect((await (await storeOf(repo)).save(next)).changed).toBe(true);
  });
});

/** Root is above file modes: without this capability it obeys them. */
const OBEYS = process.getuid?.() === 0 ? 'exec setpriv --bounding-set=-dac_override,-dac_read_search' : 'exec';

/** A directory for PATH in which git is run by a shell with something before it. */
const gitThat = (repo: TempRepo, prefix: string): string => {
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const dir = join(repo.base, 'bin');
  mkdirSync(dir);
  writeFileSync(join(dir, 'git'), `#!/bin/sh\n${prefix} ${real} "$@"\n`, { mode: 0o755 });
  return dir;
};

describe('read, tip and remove', () => {
  it('give back what was saved', async () => {
    const repo = tempRepo();
    const store = await storeOf(repo);
    const id = toArtifactId('one');
    const saved = await store.save({ ...(await versionOf('one')), expect: null });
    const stored = await store.read(id);
    expect(stored).toMatchObject({ ref: saved.ref, commit: saved.commit, markdown: '# one\n' });
    expect(stored.artifact.artifact_id).toBe('one');
    await store.remove(id, saved.commit);
    expect(await store.tip(id)).toBeNull();
    await expect(store.read(id)).rejects.toMatchObject({ code: 'artifact_not_found' });
    await expect(store.remove(id, saved.commit)).rejects.toMatchObject({ code: 'artifact_not_found' });
  });

  it('does not remove what was moved since', async () => {
    const repo = tempRepo();
    const store = await storeOf(repo);
    const id = toArtifactId('one');
    const first = await store.save({ ...(await versionOf('one')), expect: null });
    await store.save(await versionOf('one', { payload_format: 'jsonl' }));
    await expect(store.remove(id, first.commit)).rejects.toMatchObject({ code: 'ref_conflict' });
    expect(await store.tip(id)).not.toBeNull();
  });

  it('tells an artifact whose content was changed by hand', async () => {
    const repo = tempRepo();
    const store = await storeOf(repo);
    const version = await versionOf('one');
    const bent = version.files['artifact.json'].replace('"json"', '"jsonl"');
    await store.save({ ...version, files: { 'artifact.json': bent }, expect: null });
    await expect(store.read(toArtifactId('one'))).rejects.toMatchObject({ code: 'artifact_corrupt' });
  });
});

describe('shapes of repositories', () => {
  const saveAndRead = async (repo: TempRepo, dir: string, env: { [name: string]: string } = {}): Promise<string> => {
    const store = await storeOf(repo, dir, env);
    await store.save({ ...(await versionOf('one')), expect: null });
    await store.save(await versionOf('one', { payload_format: 'jsonl' }));
    const [entry] = await store.list();
    expect(entry).toMatchObject({ artifact_id: 'one', payload_format: 'jsonl', problem: null });
    expect((await store.read(toArtifactId('one'))).artifact.payload_format).toBe('jsonl');
    const commit = entry?.commit ?? '';
    expect(repo.gitWith({ cwd: dir }, 'rev-parse', `${PREFIX}one`)).toBe(commit);
    expect(repo.gitWith({ cwd: dir }, 'fsck', '--strict')).not.toMatch(/error/);
    return commit;
  };

  it('bare', async () => {
    const repo = tempRepo({ bare: true });
    await saveAndRead(repo, repo.dir);
  });

  it('sha256, without any commit yet', async () => {
    const repo = tempRepo({ objectFormat: 'sha256' });
    expect(await saveAndRead(repo, repo.dir)).toHaveLength(64);
  });

  it('a linked worktree shares its artifacts; HEAD is detached there', async () => {
    const repo = tempRepo();
    repo.commit('one');
    const linked = join(repo.base, 'linked');
    repo.git('worktree', 'add', '--quiet', '--detach', linked);
    const commit = await saveAndRead(repo, linked);
    expect(repo.git('rev-parse', `${PREFIX}one`)).toBe(commit);
  });

  it('shallow', async () => {
    const repo = tempRepo();
    repo.commit('one');
    repo.commit('two');
    const shallow = join(repo.base, 'shallow');
    repo.git('clone', '--quiet', '--depth=1', `file://${repo.dir}`, shallow);
    await saveAndRead(repo, shallow);
  });

  it('inside a hook of another repository', async () => {
    const [repo, other] = [tempRepo(), tempRepo()];
    other.commit('theirs');
    const before = digestTree(other.dir);
    await saveAndRead(repo, repo.dir, {
      GIT_DIR: join(other.dir, '.git'),
      GIT_INDEX_FILE: join(other.dir, '.git/index'),
      GIT_WORK_TREE: other.dir,
      GIT_OBJECT_DIRECTORY: join(other.dir, '.git/objects'),
      GIT_QUARANTINE_PATH: join(other.dir, '.git/objects'),
    });
    expect(digestTree(other.dir)).toEqual(before);
  });

  it('packed refs and packed objects', async () => {
    const repo = tempRepo();
    await saveAndRead(repo, repo.dir);
    repo.git('pack-refs', '--all');
    repo.git('repack', '-adq');
    const store = await storeOf(repo);
    await store.save(await versionOf('one', { updated_at: 'later' }));
    expect((await store.read(toArtifactId('one'))).artifact.updated_at).toBe('later');
  });
});

it('touches nothing but its refs and objects, and runs nothing that the repository configures', async () => {
  const repo = tempRepo();
  repo.write('a.txt', 'a\n');
  repo.commit('one');
  repo.write('a.txt', 'changed\n');
  repo.write('staged.txt', 'staged\n');
  repo.git('add', 'staged.txt');
  const { program, trace } = canary(repo.base);
  for (const key of ['core.fsmonitor', 'core.pager', 'core.editor', 'gpg.program', 'diff.external', 'core.sshCommand'])
    repo.git('config', key, program);
  for (const command of ['for-each-ref', 'cat-file', 'update-ref', 'unpack-objects'])
    repo.git('config', `alias.${command}`, `!${program}`);
  repo.git('config', 'commit.gpgSign', 'true');
  repo.git('config', 'core.logAllRefUpdates', 'false');
  for (const hook of ['reference-transaction', 'post-index-change', 'pre-auto-gc']) {
    repo.write(`.git/hooks/${hook}`, `#!/bin/sh\nexec "${program}" ${hook}\n`);
    chmodSync(join(repo.dir, `.git/hooks/${hook}`), 0o755);
  }
  const ours = (path: string): boolean => /^\.git\/(?:objects|refs\/opensession)/.test(path);
  const before = digestTree(repo.dir, ours);
  const store = await storeOf(repo);
  const saved = await store.save({ ...(await versionOf('one')), expect: null });
  await store.list();
  await store.readAll([saved]);
  await store.read(toArtifactId('one'));
  await store.remove(toArtifactId('one'), saved.commit);
  expect(digestTree(repo.dir, ours)).toEqual(before);
  expect(existsSync(trace)).toBe(false);
  repo.gitWith({ env: {} }, 'update-ref', 'refs/x/y', 'HEAD');
  expect(existsSync(trace)).toBe(true);
});
