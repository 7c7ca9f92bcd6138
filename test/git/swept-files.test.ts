/** What a session took away or moved as a whole, by the tree that it began with and what is there now. */
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Swept } from '../../src/domain/swept.ts';
import { openGit } from '../../src/git/open-git.ts';
import { sweptFiles } from '../../src/git/swept-files.ts';
import { tempRepo } from '../support/temp-repo.ts';

const FILES = ['old/a.js', 'old/deep/b.js', 'old/été 日.js', 'lib/c.js', 'lib/d.js', 'keep.js', ':(top)x/e.js'];

const begun = () => {
  const repo = tempRepo();
  for (const path of FILES) {
    mkdirSync(dirname(join(repo.dir, path)), { recursive: true });
    writeFileSync(join(repo.dir, path), `${path}\n`);
  }
  repo.git('add', '-A');
  repo.git('commit', '--quiet', '-m', 'begin');
  const base = repo.git('rev-parse', 'HEAD');
  const swept = (...sweeps: Swept[]) => sweptFiles(openGit(repo.env), { root: repo.dir, base }, sweeps);
  return { ...repo, at: (path: string) => join(repo.dir, path), swept };
};

describe('files that were swept', () => {
  it('are those below the folder that are gone, each by its name', async () => {
    const { at, swept } = begun();
    rmSync(at('old'), { recursive: true });
    rmSync(at('keep.js')); // by somebody else
    expect(await swept({ path: 'old', deep: true })).toEqual([
      { path: 'old/a.js' },
      { path: 'old/deep/b.js' },
      { path: 'old/été 日.js' },
    ]);
  });

  it('are none of those that are there, or there again', async () => {
    const { at, swept } = begun();
    rmSync(at('old/a.js'));
    rmSync(at('old/deep'), { recursive: true });
    expect(await swept({ path: 'old', deep: true, again: ['old/deep'] })).toEqual([{ path: 'old/a.js' }]);
  });

  it('are told with where they stand now, through all moves', async () => {
    const { at, swept } = begun();
    renameSync(at('lib'), at('src'));
    rmSync(at('src/d.js'));
    const first: Swept = { path: 'lib', deep: true, to: 'tmp' };
    expect(await swept(first, { path: 'tmp', deep: true, to: 'src' })).toEqual([
      { path: 'lib/c.js', to: 'src/c.js' },
      { path: 'lib/d.js' },
    ]);
  });

  it('went nowhere where another file stood before, and nowhere that leads out', async () => {
    const { at, swept } = begun();
    rmSync(at('lib'), { recursive: true });
    expect(await swept({ path: 'lib', deep: true, to: 'old', into: true })).toEqual([
      { path: 'lib/c.js' },
      { path: 'lib/d.js' },
    ]);
    expect(await swept({ path: 'lib', deep: true, to: '../out' })).toHaveLength(2);
    expect(await swept({ path: 'lib', deep: true, to: '/tmp' })).toHaveLength(2);
  });

  it('are none where something else stands in their place, or around it', async () => {
    const { at, swept } = begun();
    rmSync(at('old'), { recursive: true });
    symlinkSync('lib', at('old'));
    rmSync(at('lib/c.js'));
    mkdirSync(at('lib/c.js'));
    rmSync(at('lib/d.js'));
    symlinkSync('nowhere', at('lib/d.js'));
    expect(await swept({ path: 'old', deep: true }, { path: 'lib', deep: true })).toEqual([]);
  });

  it('by a pattern, in the root, and in a folder whose name git would read otherwise', async () => {
    const { at, swept } = begun();
    rmSync(at('lib/c.js'));
    rmSync(at('keep.js'));
    rmSync(at(':(top)x'), { recursive: true });
    expect(await swept({ path: 'lib/*.js', names: 'shown', deep: false })).toEqual([{ path: 'lib/c.js' }]);
    expect(await swept({ path: '*.js', names: 'shown', deep: false })).toEqual([{ path: 'keep.js' }]);
    expect(await swept({ path: ':(top)x', deep: true })).toEqual([{ path: ':(top)x/e.js' }]);
  });

  it('of what was copied, and of a start that is not known, there are none', async () => {
    const { at, swept, dir, env } = begun();
    rmSync(at('old'), { recursive: true });
    expect(await swept({ path: 'old', deep: true, to: 'new', kept: true })).toEqual([]);
    const sweeps: Swept[] = [{ path: 'old', deep: true }];
    expect(await sweptFiles(openGit(env), { root: dir, base: null }, sweeps)).toEqual([]);
  });

  it('of more folders than a command line holds are found as well', async () => {
    const { at, swept } = begun();
    rmSync(at('old'), { recursive: true });
    const many = Array.from({ length: 200 }, (_, index): Swept => ({ path: `${index}${'x'.repeat(200)}`, deep: true }));
    expect(await swept(...many, { path: 'old', deep: true })).toHaveLength(3);
  });

  it('of more than a thousand those of folders that are gone are told by these, the outermost alone, the others by their names', async () => {
    const { at, swept, ...repo } = begun();
    for (let index = 0; index < 1001; index++) {
      mkdirSync(at('many/deep'), { recursive: true });
      writeFileSync(at(`many/deep/${index}`), '');
    }
    repo.git('add', '-A');
    repo.git('commit', '--quiet', '-m', 'many');
    rmSync(at('many'), { recursive: true });
    rmSync(at('lib/c.js'));
    const sweeps: Swept[] = [
      { path: 'many/deep', deep: true },
      { path: 'many', deep: true },
      { path: 'none', deep: true },
      { path: 'lib', deep: true },
      { path: 'many/*', names: 'shown', deep: true },
    ];
    const of = { root: repo.dir, base: repo.git('rev-parse', 'HEAD') };
    expect(await sweptFiles(openGit(repo.env), of, sweeps)).toEqual([{ path: 'many' }, { path: 'lib/c.js' }]);
    expect(await swept({ path: 'lib', deep: true })).toEqual([{ path: 'lib/c.js' }]);
    mkdirSync(at('many/deep'), { recursive: true });
    const files = await sweptFiles(openGit(repo.env), of, [{ path: 'many/deep/*', names: 'shown', deep: false }]);
    expect(files).toHaveLength(1001);
  });
});
