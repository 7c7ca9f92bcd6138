import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openGit } from '../../src/git/open-git.ts';
import { VERSION } from '../../src/version.ts';
import { type TempRepo, tempRepo } from '../support/temp-repo.ts';

const mkfifo = (repo: TempRepo, name: string): string => {
  const path = join(repo.dir, name);
  execFileSync('mkfifo', [path]);
  return path;
};

it('a git that hangs ends at its time limit', async () => {
  const repo = tempRepo();
  const fifo = mkfifo(repo, 'pipe');
  await expect(
    openGit(repo.env).run(['hash-object', '--', fifo], { cwd: repo.dir, timeoutMs: 50 }),
  ).rejects.toMatchObject({ code: 'timed_out' });
});

it(
  'one that does not heed SIGTERM is killed, and a transport that outlives it holds nothing up',
  { timeout: 15_000 },
  async () => {
    const repo = tempRepo();
    const bin = join(repo.base, 'git');
    writeFileSync(
      bin,
      `#!/bin/sh\ntrap '' TERM\nmkfifo "${repo.base}/never"\nsleep 20 &\nread line < "${repo.base}/never"\n`,
      {
        mode: 0o755,
      },
    );
    const git = openGit({ ...repo.env, PATH: `${repo.base}:${process.env['PATH']}` });
    await expect(git.run(['fetch'], { cwd: repo.dir, timeoutMs: 50 })).rejects.toMatchObject({ code: 'timed_out' });
  },
);

it('what a git started may come to its end where the git is told to end', async () => {
  const repo = tempRepo();
  const [begun, goOn] = [mkfifo(repo, 'begun'), mkfifo(repo, 'go-on')];
  const done = join(repo.base, 'done');
  const bin = join(repo.base, 'git');
  const work = `(echo > ${begun}; read line < ${goOn}; echo > ${done}) &`;
  writeFileSync(bin, `#!/bin/sh\n${work}\nwait\n`, { mode: 0o755 });
  const git = openGit({ ...repo.env, PATH: `${repo.base}:${process.env['PATH']}` });
  const end = new AbortController();
  const running = git.run(['push'], { cwd: repo.dir, signal: end.signal });
  await readFile(begun);
  end.abort();
  await expect(running).rejects.toMatchObject({ code: 'timed_out' });
  await writeFile(goOn, '\n');
  await expect.poll(() => existsSync(done)).toBe(true);
});

it('a time limit that is not reached changes nothing', async () => {
  const repo = tempRepo();
  const { stdout } = await openGit(repo.env).run(['rev-parse', '--git-dir'], { cwd: repo.dir, timeoutMs: 60_000 });
  expect(stdout.toString('utf8')).toBe('.git\n');
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('on %s the children end first, their locks and our directories with them', async (signal, status) => {
  const repo = tempRepo();
  const fifo = mkfifo(repo, 'pipe');
  const src = (name: string): string => JSON.stringify(join(import.meta.dirname, '../../src', name));
  // what a command does: the handlers of the command line, and a git that hangs in a quarantine
  const script = `
    import { openGit } from ${src('git/open-git.ts')};
    import { quarantined } from ${src('git/quarantine.ts')};
    import { main } from ${src('cli/run.ts')};
    process.argv.push('opensession', '--version');
    await main();
    const git = openGit(process.env);
    const paths = await git.locate('.');
    await quarantined(git, { paths, withoutFilters: {} }, (quarantine) => {
      const hanging = quarantine.run(['hash-object', '--', 'pipe']);
      console.log('hangs');
      return hanging;
    }).catch(({ code }) => console.log(code));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: repo.dir,
    env: { ...repo.env, TMPDIR: repo.base },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    if (text.includes('hangs')) child.kill(signal);
  });
  const code = await new Promise((done) => child.on('close', done));
  expect(told.split('\n')).toEqual([VERSION, 'hangs', 'interrupted', '']);
  expect(code).toBe(status);
  expect(readdirSync(repo.base).filter((name) => name.startsWith('opensession-'))).toEqual([]);
  expect(existsSync(fifo)).toBe(true);
});
