/** Reading in a partial clone: what was left out is null, and nobody is asked for it. */
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toGitError } from '../../src/git/git-error.ts';
import { openGit } from '../../src/git/open-git.ts';
import { isPartial, isPromised, presenceOf, promisedAmong } from '../../src/git/promised-objects.ts';
import { readEach, readInfos, readObjects } from '../../src/git/read-objects.ts';
import { tempRepo } from '../support/temp-repo.ts';

/** Of two blobs the small one is there; the remote is gone unless it is kept. */
const partial = (keep = false) => {
  const repo = tempRepo();
  repo.write('small', 'small\n');
  repo.write('folder/large', 'x'.repeat(5000));
  const commit = repo.commit('one');
  const id = (name: string): string => repo.git('rev-parse', name);
  const ids = { commit, tree: id('HEAD^{tree}'), small: id('HEAD:small'), large: id('HEAD:folder/large') };
  repo.git('config', 'uploadpack.allowFilter', 'true');
  const dir = join(repo.base, 'clone');
  const clone = ['clone', '--quiet', '--filter=blob:limit=1000', '--no-checkout', `file://${repo.dir}`, dir];
  repo.gitWith({ cwd: repo.base }, ...clone);
  repo.gitWith({ cwd: dir }, 'cat-file', '-e', ids.small);
  if (!keep) renameSync(repo.dir, join(repo.base, 'gone'));
  return { repo, dir, ids, git: openGit(repo.env), where: { cwd: dir } };
};

const NONE = '0'.repeat(40);

describe('objects of a partial clone', () => {
  test.each([true, false])(
    'that were left out are null, the others are read in the order asked (remote there: %s)',
    async (keep) => {
      const { git, ids, where, repo, dir } = partial(keep);
      const asked = [ids.large, ids.small, NONE, ids.large, ids.tree, ids.commit, 'HEAD', 'HEAD:small', ids.small];
      const types = [null, 'blob', null, null, 'tree', 'commit', 'commit', 'blob', 'blob'];
      const typesOf = (found: readonly ({ readonly type: string } | null)[]) => found.map((one) => one?.type ?? null);
      expect(typesOf(await readInfos(git, asked, where))).toEqual(types);
      expect(typesOf(await readObjects(git, asked, where))).toEqual(types);
      expect(typesOf(await readEach(git, asked, where))).toEqual(types);
      expect((await readObjects(git, asked, where))[1]?.bytes.toString()).toBe('small\n');
      const missing = repo.gitWith({ cwd: dir }, 'rev-list', '--objects', '--missing=print', ids.commit);
      expect(missing).toContain(`?${ids.large}`);
    },
  );

  test('behind another name than an id: readEach says null for it alone, readObjects fails', async () => {
    const { git, where } = partial();
    const names = ['HEAD:small', 'HEAD:folder/large', 'HEAD'];
    expect((await readEach(git, names, where)).map((one) => one?.type ?? null)).toEqual(['blob', null, 'commit']);
    await expect(readObjects(git, names, where)).rejects.toMatchObject({ code: 'git_failed' });
  });

  test('are told from what is nowhere to be had: by the clone alone', async () => {
    const { git, ids, dir, repo } = partial();
    const commonDir = join(dir, '.git');
    expect(isPartial(commonDir)).toBe(true);
    const promised = await promisedAmong({ git, cwd: dir, commonDir }, [ids.large, ids.small, ids.tree, ids.commit]);
    expect([...promised]).toEqual([ids.large]);
    const whole = { git, cwd: join(repo.base, 'gone'), commonDir: join(repo.base, 'gone', '.git') };
    expect(isPartial(whole.commonDir)).toBe(false);
    expect(await promisedAmong(whole, [NONE])).toEqual(new Set());
  });
});

describe('objects that were made in a partial clone', () => {
  const own = () => {
    const { repo, dir, ids, git, where } = partial();
    const put = (text: string): string => {
      writeFileSync(join(repo.base, 'own'), text);
      return repo.gitWith({ cwd: dir }, 'hash-object', '-w', join(repo.base, 'own'));
    };
    const blobs = [put('first'), put('second')] as const;
    const fileOf = (id: string): string => join(dir, '.git', 'objects', id.slice(0, 2), id.slice(2));
    return { ids, blobs, fileOf, git, where, at: { git, cwd: dir, commonDir: join(dir, '.git') } };
  };

  test('are not left out where they are gone', async () => {
    const { ids, blobs, fileOf, at } = own();
    rmSync(fileOf(blobs[0]));
    expect([...(await promisedAmong(at, [NONE, ...blobs, ids.large]))]).toEqual([ids.large]);
  });

  test.each(['', 'garbage'])('hold up no other where they are damaged: %j', async (bytes) => {
    const { ids, blobs, fileOf, git, where, at } = own();
    chmodSync(fileOf(blobs[0]), 0o600);
    writeFileSync(fileOf(blobs[0]), bytes);
    expect([...(await promisedAmong(at, [...blobs, ids.large, ids.commit]))]).toEqual([ids.large]);
    for (const asked of [
      [blobs[0], blobs[1], ids.large, ids.commit],
      [ids.large, blobs[0], blobs[1], ids.commit],
    ]) {
      const types = asked.map((id) => (id === blobs[1] ? 'blob' : id === ids.commit ? 'commit' : null));
      expect((await readInfos(git, asked, where)).map((one) => one?.type ?? null)).toEqual(types);
      expect((await readEach(git, asked, where)).map((one) => one?.type ?? null)).toEqual(types);
      await expect(readObjects(git, asked, where)).rejects.toMatchObject({ code: 'git_failed' });
    }
  });

  test('are told from what is below them', async () => {
    const { ids, blobs, fileOf, git, at } = own();
    const tree = (await git.run(['mktree'], { cwd: at.cwd, stdin: `100644 blob ${blobs[0]}\ta\n` })).stdout
      .toString()
      .trim();
    const args = ['commit-tree', tree, '-m', 'x'];
    const env = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a' };
    const commit = (await git.run(args, { cwd: at.cwd, env })).stdout.toString().trim();
    expect((await presenceOf(git, [commit, tree, blobs[0], ids.large], at.cwd)).present.size).toBe(3);
    chmodSync(fileOf(tree), 0o600);
    writeFileSync(fileOf(tree), '');
    const { present, damaged } = await presenceOf(git, [commit, tree, blobs[0], ids.large], at.cwd);
    expect([[...present].sort(), [...damaged]]).toEqual([[commit, blobs[0]].sort(), [tree]]);
  });
});

test('what git says where an object was left out is told from all else', () => {
  const id = 'a'.repeat(40);
  const of = (stderr: string) =>
    isPromised(toGitError(['cat-file', '--batch'], '/', { code: 128, signal: null, stdout: Buffer.alloc(0), stderr }));
  // git 2.39 as it came, and with lazy fetching disabled
  expect(of(`fatal: transport 'file' not allowed\nfatal: could not fetch ${id} from promisor remote\n`)).toBe(true);
  const disabled = 'warning: lazy fetching disabled; some objects may not be available';
  expect(of(`${disabled}\nfatal: could not fetch ${id} from promisor remote\n`)).toBe(true);
  expect(of(`fatal: loose object ${id} (stored in x) is corrupt\n`)).toBe(false);
});
