import { describe, expect, test } from 'vitest';
import { tempRepo } from '../../support/temp-repo.ts';
import { BRANCH, sessionWith } from './branch-fixture.ts';
import { type Clone, cloneOf, origin, push } from './clones.ts';

/** A remote whose main holds the user's own work, and a clone of it. */
const withOwnWork = async () => {
  const repo = origin();
  const seed = tempRepo();
  seed.write('src.txt', 'own');
  const own = seed.commit('own work');
  seed.git('push', '--quiet', repo.dir, 'main');
  return { repo, own };
};

/** A session of the branch of `from`, whose files lie upon `parent`, put at the remote as its branch. */
const plant = (
  repo: Awaited<ReturnType<typeof withOwnWork>>['repo'],
  from: Clone,
  how: { readonly parent: string; readonly extra?: string; readonly message?: string },
): string => {
  const git = (...args: string[]): string => repo.gitWith({ cwd: from.dir }, ...args);
  const listing = `${git('ls-tree', BRANCH)}\n${how.extra ?? ''}`;
  const tree = repo.gitWith({ cwd: from.dir, input: listing }, 'mktree');
  const commit = git('commit-tree', tree, '-p', how.parent, '-m', how.message ?? 'session: planted');
  git('push', '--quiet', repo.dir, `${commit}:${BRANCH}`);
  return commit;
};

describe('a branch of a remote that holds what is none of ours', () => {
  test('the user’s own history below it is not joined, and leaves for no other remote', async () => {
    const { repo, own } = await withOwnWork();
    const a = await cloneOf(repo, 'a');
    await a.store.put(sessionWith('aa1', 2));
    const planted = plant(repo, a, { parent: own });
    const before = repo.gitWith({ cwd: a.dir }, 'rev-parse', BRANCH);
    await expect(push(a)).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining(own) });
    // as when a clone or a plain fetch brought it in already
    const b = await cloneOf(repo, 'b');
    await b.store.put(sessionWith('bb1', 2));
    await expect(push(b)).rejects.toMatchObject({ code: 'refused' });
    repo.gitWith({ cwd: b.dir }, 'update-ref', BRANCH, planted);
    const other = origin();
    await expect(push({ ...b, address: `file://${other.dir}` })).rejects.toMatchObject({ code: 'refused' });
    expect(other.git('for-each-ref')).toBe('');
    expect(repo.git('rev-parse', BRANCH)).toBe(planted);
    expect(repo.gitWith({ cwd: a.dir }, 'rev-parse', BRANCH)).toBe(before);
  });

  test.each([
    ['a file', '100644', 'README.md'],
    ['a link', '120000', 'v1/zz/zz1.hail.jsonl'],
    ['a submodule', '160000', 'v1/zz/zz1.hail.jsonl'],
  ])('%s, be it taken out again, is not joined', async (_, mode, path) => {
    const repo = origin();
    const [a, b] = [await cloneOf(repo, 'a'), await cloneOf(repo, 'b')];
    await a.store.put(sessionWith('aa1', 2));
    await push(a);
    const git = (...args: string[]): string => repo.gitWith({ cwd: a.dir }, ...args);
    const blob = repo.gitWith({ cwd: a.dir, input: '/etc/passwd' }, 'hash-object', '-w', '--stdin');
    git('read-tree', BRANCH);
    git(
      'update-index',
      '--add',
      '--cacheinfo',
      `${mode},${mode === '160000' ? git('rev-parse', BRANCH) : blob},${path}`,
    );
    const bad = git('commit-tree', '-p', BRANCH, '-m', 'session: zz1', git('write-tree'));
    const hidden = git('commit-tree', '-p', bad, '-m', 'session: zz2', `${BRANCH}^{tree}`);
    git('push', '--quiet', repo.dir, `${hidden}:${BRANCH}`);
    await b.store.put(sessionWith('bb1', 2));
    await expect(push(b)).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining(path) });
  });
});
