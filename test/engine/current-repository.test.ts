import { join } from 'node:path';
import { expect, test } from 'vitest';
import { currentRoots, isBelow } from '../../src/engine/current-repository.ts';
import { openWorld } from '../../src/open-world.ts';
import { tempDir, tempRepo } from '../support/temp-repo.ts';

const rootsAt = (cwd: string, env: { readonly [name: string]: string }) => currentRoots(openWorld({ cwd, env }));

test('a repository alone has one root, asked from anywhere in it', async () => {
  const repo = tempRepo();
  repo.write('src/a.js', '');
  expect(await rootsAt(join(repo.dir, 'src'), repo.env)).toEqual([repo.dir]);
});

test('linked work trees are one repository, asked from any of them', async () => {
  const repo = tempRepo();
  repo.commit('first');
  const linked = join(repo.base, 'linked');
  repo.git('worktree', 'add', '--quiet', '--detach', linked);
  for (const dir of [repo.dir, linked]) {
    const roots = await rootsAt(dir, repo.env);
    expect(roots).toHaveLength(2);
    expect(roots).toEqual(expect.arrayContaining([repo.dir, linked]));
  }
});

test('outside of a repository there is none', async () => {
  const dir = tempDir();
  expect(await rootsAt(dir, { ...tempRepo().env, GIT_CEILING_DIRECTORIES: dir })).toMatchObject({
    code: 'not_a_repository',
  });
});

test.each([
  ['/a/b', true],
  ['/a/b/c', true],
  ['/a/bc', false],
  [String.raw`\a\b\c`, true],
])('%s', (dir, expected) => {
  expect(isBelow(dir, ['/a/b/'])).toBe(expected);
});
