import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { digestTree } from '../../support/snapshot-repo.ts';
import { tempRepo } from '../../support/temp-repo.ts';
import { BRANCH, pathsOn, sessionWith, storeIn } from './branch-fixture.ts';

const outcomes = async (added: Promise<{ readonly sessions: readonly { readonly outcome: string }[] }>) =>
  (await added).sessions.map(({ outcome }) => outcome);

describe('adding to the sessions branch', () => {
  test('begins with a commit without parents, then adds one for each session; nothing else is touched', async () => {
    const repo = tempRepo();
    repo.write('a.txt', 'a');
    repo.commit('one');
    repo.write('a.txt', 'changed');
    const isOurs = (path: string): boolean => /^\.git\/(?:objects|(?:logs\/)?refs\/heads\/opensession)/.test(path);
    const before = digestTree(repo.dir, isOurs);
    const store = await storeIn(repo);
    const first = await store.put(sessionWith('abc', 2));
    const second = await store.put(sessionWith('abd', 2), sessionWith('x', 2));
    expect(first).toMatchObject({ ref: BRANCH, sessions: [{ outcome: 'added', path: 'v1/ab/abc.hail.jsonl' }] });
    expect(second.commit).toBe(repo.git('rev-parse', BRANCH));
    expect(repo.git('log', '--format=%an %ae|%cn|%s', BRANCH).split('\n')).toEqual([
      'opensession cli@opensession.io|opensession|session: x',
      'opensession cli@opensession.io|opensession|session: abd',
      'opensession cli@opensession.io|opensession|session: abc',
    ]);
    expect(pathsOn(repo)).toEqual([
      'v1/ab/abc.hail.jsonl',
      'v1/ab/abc.meta.json',
      'v1/ab/abd.hail.jsonl',
      'v1/ab/abd.meta.json',
      'v1/x/x.hail.jsonl',
      'v1/x/x.meta.json',
    ]);
    expect(digestTree(repo.dir, isOurs)).toEqual(before);
    expect(repo.git('fsck', '--strict')).toBe('');
  });

  test('the same adds nothing, a grown one a commit whose parent keeps the old, an earlier one nothing', async () => {
    const repo = tempRepo();
    const store = await storeIn(repo);
    const first = await store.put(sessionWith('abc', 2));
    expect(await store.put(sessionWith('abc', 2))).toMatchObject({
      commit: first.commit,
      sessions: [{ outcome: 'same' }],
    });
    expect(await outcomes(store.put(sessionWith('abc', 4)))).toEqual(['added']);
    const blobs = ['', '^'].map((at) => repo.git('rev-parse', `${BRANCH}${at}:v1/ab/abc.hail.jsonl`));
    expect(blobs[0]).not.toBe(blobs[1]);
    const tip = repo.git('rev-parse', BRANCH);
    expect(await outcomes(store.put(sessionWith('abc', 2)))).toEqual(['older']);
    expect(repo.git('rev-parse', BRANCH)).toBe(tip);
  });

  test('foreign files in the tree stay', async () => {
    const repo = tempRepo();
    const store = await storeIn(repo);
    await store.put(sessionWith('abc', 2));
    const blob = repo.gitWith({ input: 'theirs' }, 'hash-object', '-w', '--stdin');
    const listing = `${repo.git('ls-tree', BRANCH)}\n100755 blob ${blob}\tREADME.md\n`;
    const tree = repo.gitWith({ input: listing }, 'mktree');
    repo.git('update-ref', BRANCH, repo.git('commit-tree', tree, '-p', BRANCH, '-m', 'theirs'));
    await store.put(sessionWith('abd', 2));
    expect(repo.git('ls-tree', '--format=%(objectmode) %(path)', BRANCH).split('\n')).toEqual([
      '100755 README.md',
      '040000 v1',
    ]);
  });

  test('a branch of this name with other files is not built upon', async () => {
    const repo = tempRepo();
    repo.write('a.txt', 'a');
    repo.git('update-ref', BRANCH, repo.commit('one'));
    const store = await storeIn(repo);
    await expect(store.put(sessionWith('abc', 2))).rejects.toMatchObject({ code: 'refused' });
  });

  test('a tag of the same short name is not meant', async () => {
    const repo = tempRepo();
    repo.write('a.txt', 'a');
    repo.commit('one');
    repo.git('tag', 'opensession/sessions');
    const store = await storeIn(repo);
    await store.put(sessionWith('abc', 2));
    expect((await store.list()).sessions.map(({ session_id }) => session_id)).toEqual(['abc']);
    expect(await outcomes(store.put(sessionWith('abc', 2)))).toEqual(['same']);
  });

  test('a branch that is checked out is not moved, here or in a linked work tree, born or not', async () => {
    const repo = tempRepo();
    const store = await storeIn(repo);
    repo.git('symbolic-ref', 'HEAD', BRANCH);
    await expect(store.put(sessionWith('abc', 2))).rejects.toMatchObject({ code: 'refused' });
    repo.git('symbolic-ref', 'HEAD', 'refs/heads/main');
    await store.put(sessionWith('abc', 2));
    const tip = repo.git('rev-parse', BRANCH);
    repo.git('worktree', 'add', '--quiet', `${repo.base}/linked`, 'opensession/sessions');
    await expect(store.put(sessionWith('abd', 2))).rejects.toMatchObject({ code: 'refused' });
    await expect(store.prune({ before: null, keep: 0, days: null, dryRun: false })).rejects.toMatchObject({
      code: 'refused',
    });
    expect(repo.git('rev-parse', BRANCH)).toBe(tip);
  });

  test('a branch that a linked work tree rebases or bisects is not moved: it comes back to it', async () => {
    const repo = tempRepo();
    repo.commit('one');
    const store = await storeIn(repo);
    await store.put(sessionWith('abc', 2), sessionWith('abd', 2));
    const linked = { cwd: `${repo.base}/linked` };
    repo.git('worktree', 'add', '--quiet', linked.cwd, 'opensession/sessions');
    const refused = async (): Promise<void> => {
      expect(repo.git('for-each-ref', '--format=%(worktreepath)', BRANCH)).toBe('');
      const tip = repo.git('rev-parse', BRANCH);
      const error = { code: 'refused', message: expect.stringContaining(linked.cwd) as string };
      await expect(store.put(sessionWith('x', 2))).rejects.toMatchObject(error);
      expect(repo.git('rev-parse', BRANCH)).toBe(tip);
    };
    const env = { GIT_SEQUENCE_EDITOR: 'sed -i s/^pick/edit/' };
    repo.gitWith({ ...linked, env }, 'rebase', '--quiet', '--interactive', 'HEAD~1');
    await refused();
    repo.gitWith({ ...linked, env }, 'rebase', '--continue');
    repo.gitWith(linked, 'bisect', 'start', 'HEAD', 'HEAD~1');
    repo.gitWith(linked, 'checkout', '--quiet', '--detach');
    await refused();
    repo.gitWith(linked, 'bisect', 'reset');
    repo.gitWith(linked, 'checkout', '--quiet', '--detach');
    expect(await outcomes(store.put(sessionWith('x', 2)))).toEqual(['added']);
  });

  test('a branch of a work tree that was deleted is told to be free after git worktree prune, and is', async () => {
    const repo = tempRepo();
    repo.commit('one');
    const store = await storeIn(repo);
    await store.put(sessionWith('abc', 2), sessionWith('abd', 2));
    const linked = { cwd: `${repo.base}/linked` };
    const add = (): unknown => repo.git('worktree', 'add', '--quiet', linked.cwd, 'opensession/sessions');
    const told = async (hint: string): Promise<void> => {
      const error = { code: 'refused', hint: expect.stringContaining(hint) as string };
      await expect(store.put(sessionWith('x', 2))).rejects.toMatchObject(error);
    };
    add();
    await told('git switch');
    rmSync(linked.cwd, { recursive: true });
    await told('git worktree prune');
    repo.git('worktree', 'prune');
    add();
    const env = { GIT_SEQUENCE_EDITOR: 'sed -i s/^pick/edit/' };
    repo.gitWith({ ...linked, env }, 'rebase', '--quiet', '--interactive', 'HEAD~1');
    await told('git rebase --abort');
    rmSync(linked.cwd, { recursive: true });
    await told('git worktree prune');
    repo.git('worktree', 'prune');
    expect(await outcomes(store.put(sessionWith('x', 2)))).toEqual(['added']);
  });

  test('many writers of one repository all get in', { timeout: 60_000 }, async () => {
    const repo = tempRepo({ objectFormat: 'sha256' });
    const stores = await Promise.all([1, 2, 3].map(() => storeIn(repo)));
    const writes = stores.flatMap((store, writer) =>
      [1, 2, 3].map((n) => () => store.put(sessionWith(`id-${writer}-${n}`, 2))),
    );
    await Promise.all(writes.map((write) => write()));
    expect(pathsOn(repo).length).toBe(18);
    expect(repo.git('rev-list', '--count', BRANCH)).toBe('9');
  });

  test('a hostile id stays below v1, and in one line of the message', async () => {
    const repo = tempRepo();
    const store = await storeIn(repo);
    await store.put(sessionWith('../../x\nsession: abc', 2));
    expect(pathsOn(repo)).toEqual([
      'v1/%2/%2E%2E%2F..%2Fx%0Asession%3A%20abc.hail.jsonl',
      'v1/%2/%2E%2E%2F..%2Fx%0Asession%3A%20abc.meta.json',
    ]);
    expect(repo.git('log', '--format=%B', BRANCH).trim().split('\n').length).toBe(1);
    expect((await store.list()).sessions.map(({ session_id }) => session_id)).toEqual(['../../x\nsession: abc']);
  });
});
