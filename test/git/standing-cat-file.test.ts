import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, readdirSync, readlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { standingCatFiles } from '../../src/git/standing-cat-file.ts';
import { tempRepo } from '../support/temp-repo.ts';

const ready = () => {
  const repo = tempRepo();
  repo.write('a.txt', 'a\n');
  repo.write('empty', '');
  repo.commit('one');
  const catFiles = standingCatFiles();
  const env = Object.fromEntries(
    Object.entries(repo.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const ask = (mode: '--batch' | '--batch-check', names: readonly string[], more: { readonly limit?: number } = {}) =>
    catFiles.answer(['cat-file', mode], {
      cwd: repo.dir,
      env,
      stdin: names.map((name) => `${name}\n`).join(''),
      ...more,
    });
  return { repo, catFiles, ask };
};

const NAMES = ['HEAD:a.txt', 'HEAD:none', 'HEAD', 'HEAD:empty', 'HEAD^{tree}', '--help', 'flush', ''.padEnd(5000, 'x')];

it.each(['--batch', '--batch-check'] as const)('says to the byte what %s says', async (mode) => {
  const { repo, ask } = ready();
  const expected = execFileSync('git', ['cat-file', mode], {
    cwd: repo.dir,
    input: NAMES.map((name) => `${name}\n`).join(''),
  });
  expect((await ask(mode, NAMES))?.stdout).toEqual(expected);
});

it('answers questions that are asked together, each with its own, and sees what came meanwhile', async () => {
  const { repo, ask } = ready();
  const [a, tree] = await Promise.all([ask('--batch', ['HEAD:a.txt']), ask('--batch-check', ['HEAD^{tree}'])]);
  expect(a?.stdout.toString()).toMatch(/ blob 2\na\n\n$/);
  expect(tree?.stdout.toString()).toMatch(/ tree \d+\n$/);
  repo.write('a.txt', 'changed\n');
  repo.commit('two');
  repo.git('repack', '-adq');
  expect((await ask('--batch', ['HEAD:a.txt']))?.stdout.toString()).toMatch(/ blob 8\nchanged\n\n$/);
});

it('tells of an object that is damaged, and answers again', async () => {
  const { repo, ask } = ready();
  repo.write('noise', randomBytes(20_000));
  repo.commit('noise');
  const id = repo.git('rev-parse', 'HEAD:noise');
  const path = join(repo.dir, '.git/objects', id.slice(0, 2), id.slice(2));
  chmodSync(path, 0o644);
  truncateSync(path, 10_000);
  const failed = await ask('--batch', ['HEAD:empty', id]);
  expect(failed?.code).toBe(128);
  expect(failed?.stderr).toMatch(/fatal: /);
  expect(await ask('--batch', ['HEAD:empty'])).toMatchObject({ code: 0 });
});

it.runIf(process.platform === 'linux')('asks another one where it was ended between two questions', async () => {
  const { repo, ask } = ready();
  await ask('--batch', ['HEAD']);
  for (const pid of workingIn(repo.dir)) process.kill(Number(pid), 'SIGKILL');
  expect(await ask('--batch', ['HEAD:empty'])).toMatchObject({ code: 0 });
});

it('ends at the limit, before the object has come', async () => {
  const { repo, ask } = ready();
  repo.write('large', 'x'.repeat(1_000_000));
  repo.commit('large');
  await expect(ask('--batch', ['HEAD:large'], { limit: 1000 })).rejects.toMatchObject({ code: 'git_failed' });
  expect(await ask('--batch', ['HEAD:empty'], { limit: 1000 })).toMatchObject({ code: 0 });
});

it('holds nothing up: what stays is not waited for', async () => {
  const { ask } = ready();
  const handles = () =>
    process
      .getActiveResourcesInfo()
      .filter((name) => /Pipe|Process/.test(name))
      .toSorted();
  const before = handles();
  const answer = ask('--batch', ['HEAD']);
  await answer;
  expect(handles()).toEqual(before);
});

it.runIf(process.platform === 'linux')('leaves a directory at once when it is told to', async () => {
  const { repo, catFiles, ask } = ready();
  await ask('--batch', ['HEAD']);
  expect(workingIn(repo.dir)).toHaveLength(1);
  await catFiles.leave(join(repo.dir, 'elsewhere'));
  expect(workingIn(repo.dir)).toHaveLength(1);
  await catFiles.leave(repo.base);
  expect(workingIn(repo.dir)).toEqual([]);
  expect(await ask('--batch', ['HEAD'])).toMatchObject({ code: 0 });
});

/** Processes whose working directory it is. */
const workingIn = (dir: string): readonly string[] => readdirSync('/proc').filter((pid) => directoryOf(pid) === dir);

const directoryOf = (pid: string): string | null => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null; // no process, or ended meanwhile
  }
};
