import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openGit } from '../../src/git/open-git.ts';
import { updateRefs, updateRefsAfter } from '../../src/git/update-ref.ts';
import { canary, tempDir, tempRepo } from '../support/temp-repo.ts';

describe('openGit', () => {
  it('keeps no GIT_* variable of the caller but the choice of configuration files', async () => {
    const repo = tempRepo();
    const other = tempRepo();
    other.commit('theirs');
    repo.commit('ours');
    const git = openGit({
      ...repo.env,
      GIT_DIR: join(other.dir, '.git'),
      GIT_WORK_TREE: other.dir,
      GIT_INDEX_FILE: join(other.dir, '.git/index'),
      GIT_OBJECT_DIRECTORY: join(other.dir, '.git/objects'),
      GIT_CONFIG_PARAMETERS: "'core.bare'='true'",
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.bare',
      GIT_CONFIG_VALUE_0: 'true',
      GIT_NAMESPACE: 'elsewhere',
    });
    expect((await git.locate(repo.dir)).root).toBe(repo.dir);
    const { stdout } = await git.run(['rev-parse', 'HEAD'], { cwd: repo.dir });
    expect(stdout.toString().trim()).toBe(repo.git('rev-parse', 'HEAD'));
  });

  it('gives exit codes that are allowed as an answer and throws for others', async () => {
    const repo = tempRepo();
    const git = openGit(repo.env);
    const asked = ['config', '--get', 'no.such'];
    expect((await git.run(asked, { cwd: repo.dir, allow: [0, 1] })).code).toBe(1);
    await expect(git.run(asked, { cwd: repo.dir })).rejects.toMatchObject({ code: 'git_failed' });
  });

  it('stops an answer that is larger than the limit', async () => {
    const repo = tempRepo();
    repo.write('big', 'x'.repeat(500_000));
    repo.commit('big');
    const git = openGit(repo.env);
    const asked = ['cat-file', 'blob', 'HEAD:big'];
    await expect(git.run(asked, { cwd: repo.dir, limit: 1000 })).rejects.toMatchObject({ code: 'git_failed' });
    expect((await git.run(asked, { cwd: repo.dir })).stdout.length).toBe(500_000);
  });

  it('says when git or the directory is missing', async () => {
    const repo = tempRepo();
    const without = openGit({ ...repo.env, PATH: repo.home });
    await expect(without.run(['version'], { cwd: repo.dir })).rejects.toMatchObject({ code: 'git_missing' });
    const gone = join(repo.base, 'gone');
    await expect(openGit(repo.env).locate(gone)).rejects.toMatchObject({ code: 'not_a_repository' });
  });

  it('says of a git that a signal ended which one it was', async () => {
    const repo = tempRepo();
    const bin = join(repo.base, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'git'), '#!/bin/sh\nkill -KILL $$\n', { mode: 0o755 });
    const git = openGit({ ...repo.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` });
    const message = expect.stringContaining('SIGKILL') as string;
    await expect(git.run(['add'], { cwd: repo.dir })).rejects.toMatchObject({ code: 'git_failed', message });
  });

  it('names what a failure means', async () => {
    const repo = tempRepo();
    const first = repo.commit('one');
    const second = repo.commit('two');
    const git = openGit(repo.env);
    const ref = 'refs/opensession/handoff/artifacts/x';
    const change = (from: string | null, to: string | null) => updateRefs(git, repo.dir, [{ ref, from, to }]);
    await expect(change(first, second)).rejects.toMatchObject({ code: 'ref_conflict' });
    await change(null, first);
    await expect(change(null, second)).rejects.toMatchObject({ code: 'ref_conflict' });
    await expect(change(second, first)).rejects.toMatchObject({ code: 'ref_conflict' });
    await expect(change(second, null)).rejects.toMatchObject({ code: 'ref_conflict' });
    writeFileSync(join(repo.dir, '.git', `${ref}.lock`), '');
    await expect(change(first, second)).rejects.toMatchObject({ code: 'ref_locked' });
    expect(repo.git('rev-parse', ref)).toBe(first);
  });

  it('moves all refs of a transaction or none, and never through a symbolic ref', async () => {
    const repo = tempRepo();
    const first = repo.commit('one');
    const second = repo.commit('two');
    const git = openGit(repo.env);
    const both = [
      { ref: 'refs/x/a', from: null, to: first },
      { ref: 'refs/x/b', from: first, to: second },
    ];
    await expect(updateRefs(git, repo.dir, both)).rejects.toMatchObject({ code: 'ref_conflict' });
    expect(repo.git('for-each-ref', 'refs/x')).toBe('');
    repo.git('symbolic-ref', 'refs/x/link', 'refs/heads/main');
    await updateRefs(git, repo.dir, [{ ref: 'refs/x/link', from: second, to: first }]);
    expect(repo.git('rev-parse', 'main')).toBe(second);
  });
});

describe('a transaction that waits for what its refs are to name', () => {
  const ref = 'refs/x/a';

  it('moves once that is done, by a git that was started before', async () => {
    const repo = tempRepo();
    const to = repo.commit('one');
    const { promise: ready, resolve: done } = Promise.withResolvers<void>();
    const git = openGit(repo.env);
    let isStarted = false;
    const watched: typeof git = { ...git, run: (args, options) => ((isStarted = true), git.run(args, options)) };
    const moving = updateRefsAfter(watched, { cwd: repo.dir, ready }, [{ ref, from: null, to }]);
    expect(isStarted).toBe(true);
    expect(repo.git('for-each-ref', ref)).toBe('');
    done();
    await moving;
    expect(repo.git('rev-parse', ref)).toBe(to);
  });

  it('moves nothing where it fails, and fails with the same', async () => {
    const repo = tempRepo();
    const to = repo.commit('one');
    const ready = Promise.reject(new Error('not written'));
    const moving = updateRefsAfter(openGit(repo.env), { cwd: repo.dir, ready }, [{ ref, from: null, to }]);
    await expect(moving).rejects.toThrow('not written');
    expect(repo.git('for-each-ref', ref)).toBe('');
  });
});

it('says that there is no git, whatever becomes of its input', async () => {
  const repo = tempRepo();
  const unhandled: unknown[] = [];
  const hear = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', hear);
  onTestFinished(() => void process.off('unhandledRejection', hear));
  const stdin = Promise.reject(new Error('never made'));
  const missing = openGit({ ...repo.env, PATH: repo.home });
  await expect(missing.run(['version'], { cwd: join(repo.dir, 'gone'), stdin })).rejects.toMatchObject({
    code: 'not_a_repository',
  });
  await new Promise((turn) => setImmediate(turn));
  expect(unhandled).toEqual([]);
});

describe('locate', () => {
  it('tells work trees, bare and linked ones, formats and the inside of .git apart', async () => {
    const repo = tempRepo({ objectFormat: 'sha256' });
    repo.commit('one');
    const git = openGit(repo.env);
    mkdirSync(join(repo.dir, 'a/b'), { recursive: true });
    expect(await git.locate(join(repo.dir, 'a/b'))).toEqual({
      root: repo.dir,
      gitDir: join(repo.dir, '.git'),
      commonDir: join(repo.dir, '.git'),
      objectFormat: 'sha256',
      bare: false,
    });
    const linked = join(repo.base, 'linked');
    repo.git('worktree', 'add', '--quiet', '--detach', linked);
    expect(await git.locate(linked)).toMatchObject({
      root: linked,
      gitDir: join(repo.dir, '.git/worktrees/linked'),
      commonDir: join(repo.dir, '.git'),
    });
    expect(await git.locate(join(repo.dir, '.git'))).toMatchObject({ root: null, bare: false });
    const bare = tempRepo({ bare: true });
    expect(await openGit(bare.env).locate(bare.dir)).toMatchObject({ root: null, bare: true, gitDir: bare.dir });
  });

  it('is not_a_repository outside one, in a broken one, and in one that git distrusts', async () => {
    const base = tempDir();
    const repo = tempRepo();
    const git = openGit({ ...repo.env, GIT_CEILING_DIRECTORIES: join(base, '..') });
    await expect(git.locate(base)).rejects.toMatchObject({ code: 'not_a_repository' });
    writeFileSync(join(base, '.git'), 'gitdir: /no/where\n');
    await expect(git.locate(base)).rejects.toMatchObject({ code: 'not_a_repository' });
    const distrusting = openGit({ ...repo.env, SUDO_UID: '1' });
    expect((await distrusting.locate(repo.dir)).root).toBe(repo.dir);
    const bare = tempRepo({ bare: true });
    writeFileSync(join(bare.home, '.gitconfig'), '[safe]\n\tbareRepository = explicit\n');
    await expect(openGit(bare.env).locate(bare.dir)).rejects.toMatchObject({ code: 'not_a_repository' });
  });

  it.skipIf(process.getuid?.() !== 0)('maps dubious ownership to a hint', async () => {
    const repo = tempRepo();
    const { chownSync } = await import('node:fs');
    chownSync(repo.dir, 12_345, 12_345);
    chownSync(join(repo.dir, '.git'), 12_345, 12_345);
    await expect(openGit(repo.env).locate(repo.dir)).rejects.toMatchObject({
      code: 'not_a_repository',
      hint: expect.stringContaining('safe.directory'),
    });
  });

  it('runs no program that the repository configures', async () => {
    const repo = tempRepo();
    repo.commit('one');
    const { program, trace } = canary(repo.base);
    for (const key of ['core.fsmonitor', 'core.pager', 'core.editor', 'gpg.program', 'core.sshCommand'])
      repo.git('config', key, program);
    repo.git('config', 'alias.rev-parse', `!${program}`);
    const git = openGit(repo.env);
    await git.locate(repo.dir);
    await git.run(['status', '--porcelain'], { cwd: repo.dir });
    const { existsSync } = await import('node:fs');
    expect(existsSync(trace)).toBe(false);
    repo.gitWith({ env: { GIT_OPTIONAL_LOCKS: '1' } }, 'status');
    expect(existsSync(trace)).toBe(true);
  });
});
