import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openGit } from '../../src/git/open-git.ts';
import { OpenSessionError } from '../../src/domain/errors.ts';
import { type RunGit, strictPatchKeys, strictStepKeys } from '../../src/git/strict-patch-keys.ts';
import { tempRepo, type TempRepo } from '../support/temp-repo.ts';

const keysOf = async (repo: TempRepo, from: string, to: string, paths?: readonly string[]) => {
  const git = openGit(repo.env);
  return strictPatchKeys(async (args) => (await git.run(args, { cwd: repo.dir })).stdout, { from, to }, paths);
};

const LINES = Array.from({ length: 40 }, (_, at) => `  line ${at}\n`).join('');

test('the same hunk elsewhere in the file has the same key, other white space has another', async () => {
  const repo = tempRepo();
  repo.write('a', LINES);
  const start = repo.commit('start');
  repo.write('a', LINES.replace('line 20', 'changed 20'));
  const changed = repo.commit('changed');
  repo.write('a', LINES.replace('  line 20', 'changed 20'));
  const indented = repo.commit('indented');
  repo.write('a', `first\n${LINES}`);
  const moved = repo.commit('moved');
  repo.write('a', `first\n${LINES.replace('line 20', 'changed 20')}`);
  const again = repo.commit('again');
  const key = async (from: string, to: string) => (await keysOf(repo, from, to)).get('a')?.key;
  expect(await key(start, changed)).toMatch(/^osp1:[0-9a-f]{64}$/);
  expect(await key(moved, again)).toBe(await key(start, changed));
  expect(await key(start, indented)).not.toBe(await key(start, changed));
});

test('modes and paths are part of it; settings and attributes are not', async () => {
  const repo = tempRepo();
  repo.write('a', 'one\n\n');
  repo.write('b', 'one\n\n');
  const start = repo.commit('start');
  repo.write('a', 'two\n\n');
  repo.write('b', 'two\n\n');
  const changed = repo.commit('changed');
  const keys = await keysOf(repo, start, changed);
  expect(keys.get('a')?.key).not.toBe(keys.get('b')?.key);
  repo.git('config', 'diff.noprefix', 'true');
  repo.git('config', 'diff.context', '9');
  repo.git('config', 'diff.algorithm', 'patience');
  repo.git('config', 'diff.suppressBlankEmpty', 'true');
  repo.write('.git/info/attributes', '* -diff\n');
  expect((await keysOf(repo, start, changed)).get('a')?.key).toBe(keys.get('a')?.key);
  repo.git('update-index', '--chmod=+x', 'a');
  repo.git('commit', '-qm', 'mode');
  expect((await keysOf(repo, start, 'HEAD')).get('a')?.key).not.toBe(keys.get('a')?.key);
});

test('what holds NUL has no key, and the others keep theirs; a file that became a link has one', async () => {
  const repo = tempRepo();
  repo.write('binary', Buffer.from([1, 0, 2]));
  repo.write('text', 'one\n');
  repo.write('will-be-link', 'text\n');
  const start = repo.commit('start');
  repo.write('binary', Buffer.from([1, 0, 3]));
  repo.write('text', '--- a/text\n+++ b/text\n@@ -1 +1 @@\n');
  repo.git('rm', '-q', 'will-be-link');
  repo.gitWith(
    { cwd: repo.dir },
    'update-index',
    '--add',
    '--cacheinfo',
    `120000,${repo.git('hash-object', '-w', 'text')},will-be-link`,
  );
  repo.git('add', 'binary', 'text');
  repo.git('commit', '-qm', 'changed');
  const keys = await keysOf(repo, start, 'HEAD');
  expect([...keys.keys()]).toEqual(['text', 'will-be-link']);
});

test('a path with any name is found literally', async () => {
  const repo = tempRepo();
  const names = [':(glob)*', '*.txt', ' space', 'tab\tname', 'ü.txt'];
  for (const name of names) repo.write(name, 'one\n');
  const start = repo.commit('start');
  for (const name of names) repo.write(name, 'two\n');
  const changed = repo.commit('changed');
  await fc.assert(
    fc.asyncProperty(fc.subarray(names, { minLength: 1 }), async (asked) => {
      expect([...(await keysOf(repo, start, changed, asked)).keys()].sort()).toEqual([...asked].sort());
    }),
    { numRuns: 10 },
  );
});

test('steps of many commits have the keys that each has alone, and take two processes together', async () => {
  const repo = tempRepo();
  repo.write('a', LINES);
  repo.write('sha', 'one\n');
  repo.write('will-be-link', 'text\n');
  const commits = [repo.commit('start')];
  // lines that look like what stands between two patches
  repo.write('sha', `${commits[0]}\n${commits[0]}\ndiff --git a/a b/a\n`);
  repo.write('binary', Buffer.from([1, 10, 0, 2]));
  commits.push(repo.commit('first'));
  repo.write('a', LINES.replace('line 20', 'changed\r\ndiff --git a/x b/x\r20'));
  repo.git('update-index', '--chmod=+x', 'sha');
  commits.push(repo.commit('second'));
  repo.git('rm', '-q', 'will-be-link');
  repo.git('update-index', '--add', '--cacheinfo', `120000,${repo.git('rev-parse', 'HEAD:sha')},will-be-link`);
  repo.git('commit', '-qm', 'third');
  commits.push(repo.git('rev-parse', 'HEAD'));
  const git = openGit(repo.env);
  const asked: string[] = [];
  const run: RunGit = async (args, stdin = '') => {
    asked.push(stdin);
    return (await git.run(args, { cwd: repo.dir, stdin })).stdout;
  };
  const steps = commits.slice(1).map((commit, at) => ({ commit, parent: commits[at] ?? '' }));
  const keys = await strictStepKeys(run, steps);
  expect(asked).toHaveLength(2);
  expect(keys.size).toBe(3);
  for (const { commit, parent } of steps) expect(keys.get(commit)).toEqual(await keysOf(repo, parent, commit));
});

test('a step whose patch git cannot tell has no keys, and takes none from the others', async () => {
  const repo = tempRepo();
  const commits = ['one\n', 'two\n', 'three\n', 'four\n'].map((text) => {
    repo.write('a', text);
    return repo.commit(text.trim());
  });
  const git = openGit(repo.env);
  const run: RunGit = async (args, stdin = '') => {
    if (args.includes('-p') && stdin.includes(`${commits[2]} `)) throw new OpenSessionError('git_failed', 'too much');
    return (await git.run(args, { cwd: repo.dir, stdin })).stdout;
  };
  const steps = commits.slice(1).map((commit, at) => ({ commit, parent: commits[at] ?? '' }));
  expect([...(await strictStepKeys(run, steps)).keys()]).toEqual([commits[1], commits[3]]);
});
