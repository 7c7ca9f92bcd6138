import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkoutHead } from '../../src/git/change/checkout-head.ts';
import { withChange } from '../../src/git/change/open-change.ts';
import { withPrivateRepository } from '../../src/git/change/private-repository.ts';
import { openGit } from '../../src/git/open-git.ts';
import type { RepoShape } from '../support/new-repository.ts';
import { tempRepo } from '../support/temp-repo.ts';

const checkedOut = async (repo: ReturnType<typeof tempRepo>) => {
  const dir = join(repo.base, 'clean');
  mkdirSync(dir);
  const where = { git: openGit(repo.env), dir: repo.dir };
  const found = await withChange(where, { base: 'main', head: 'HEAD' }, (change) => change.checkout(dir));
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: dir, env: repo.env, encoding: 'utf8' }).trimEnd();
  return { dir, git, ...found };
};

describe.each<RepoShape>([{ objectFormat: 'sha1' }, { objectFormat: 'sha256' }])('%j', (shape) => {
  test('the head as it is: modes, links, line ends, and nothing else of the repository', async () => {
    const repo = tempRepo(shape);
    repo.write('old.txt', 'old\n');
    repo.commit('old');
    repo.git('config', 'core.autocrlf', 'true');
    repo.write('.gitattributes', '*.crlf text eol=crlf\n');
    repo.write('a.crlf', 'one\ntwo\n');
    repo.write('run.sh', 'exit 0\n');
    repo.write('with "odd"\nname', 'x\n');
    chmodSync(join(repo.dir, 'run.sh'), 0o755);
    symlinkSync('/etc/passwd', join(repo.dir, 'link'));
    const head = repo.commit('head');
    repo.write('untracked', 'x\n');
    repo.write('old.txt', 'changed\n');
    const { dir, git, unfiltered, submodules } = await checkedOut(repo);
    expect(readFileSync(join(dir, 'a.crlf'), 'utf8')).toBe('one\r\ntwo\r\n');
    expect(readFileSync(join(dir, 'old.txt'), 'utf8')).toBe('old\n');
    expect(lstatSync(join(dir, 'run.sh')).mode & 0o111).not.toBe(0);
    expect(readlinkSync(join(dir, 'link'))).toBe('/etc/passwd');
    expect(readdirSync(dir).sort()).toEqual(
      ['.git', '.gitattributes', 'a.crlf', 'link', 'old.txt', 'run.sh', 'with "odd"\nname'].sort(),
    );
    expect([
      git('rev-parse', 'HEAD'),
      git('rev-list', '--count', 'HEAD'),
      git('remote'),
      git('status', '--porcelain'),
    ]).toEqual([head, '1', '', '']);
    expect([unfiltered.size, submodules]).toEqual([0, []]);
    expect(readdirSync(join(dir, '.git'))).not.toContain('hooks');
  });
});

test('a tree that would write into .git is refused', async () => {
  const repo = tempRepo();
  repo.write('a.txt', 'a\n');
  repo.commit('a');
  const blob = repo.gitWith({ input: '[core]\n\tfsmonitor = x\n' }, 'hash-object', '-w', '--stdin');
  const inner = repo.gitWith({ input: `100644 blob ${blob}\tconfig\n` }, 'mktree');
  const tree = repo.gitWith({ input: `040000 tree ${inner}\t.git\n` }, 'mktree');
  repo.git('update-ref', '--no-deref', 'HEAD', repo.gitWith({ input: 'x' }, 'commit-tree', tree, '-p', 'HEAD'));
  repo.git('branch', '-f', 'elsewhere', 'HEAD~1');
  await expect(checkedOut(repo)).rejects.toMatchObject({ code: 'git_failed' });
});

test('a tree that names more files than anybody works with is refused before it is written', async () => {
  const repo = tempRepo();
  repo.write('a.txt', 'a\n');
  repo.commit('a');
  let tree = repo.gitWith({ input: `100644 blob ${repo.git('rev-parse', 'HEAD:a.txt')}\ta\n` }, 'mktree');
  for (let depth = 0; depth < 7; depth++) {
    const entries = Array.from({ length: 12 }, (_, nth) => `040000 tree ${tree}\td${String(nth).padStart(2, '0')}\n`);
    tree = repo.gitWith({ input: entries.join('') }, 'mktree');
  }
  repo.git('update-ref', '--no-deref', 'HEAD', repo.gitWith({ input: 'x' }, 'commit-tree', tree, '-p', 'HEAD'));
  const dir = join(repo.base, 'clean');
  mkdirSync(dir);
  const git = openGit(repo.env);
  const head = repo.git('rev-parse', 'HEAD');
  const asked = withPrivateRepository(git, await git.locate(repo.dir), (own) =>
    checkoutHead(own, { head, dir, listing: 1 << 16 }),
  );
  await expect(asked).rejects.toMatchObject({ code: 'git_failed', message: expect.stringContaining('bytes') });
  expect(readdirSync(dir)).toEqual([]);
});
