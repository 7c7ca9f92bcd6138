import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openGit } from '../../src/git/open-git.ts';
import { POSIX } from '../support/scene.ts';
import { tempDir } from '../support/temp-repo.ts';

/** A git that starts a process and waits; it writes both ids into a file before. */
const hanging = () => {
  const base = tempDir();
  mkdirSync(join(base, 'bin'));
  writeFileSync(join(base, 'bin/git'), `#!/bin/sh\nsleep 600 &\necho "$$ $!" > ${base}/pids\necho ready\nwait\n`, {
    mode: 0o755,
  });
  const ids = (): number[] => readFileSync(join(base, 'pids'), 'utf8').trim().split(' ').map(Number);
  const git = openGit({ PATH: `${join(base, 'bin')}:${process.env['PATH'] ?? ''}` });
  return { base, git, ids };
};

/** The group got its signal; when each of it is gone is the system's affair. */
const PATIENTLY = { timeout: 20_000, interval: 20 };

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^\S+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

it.runIf(POSIX && existsSync('/proc'))('a git that hangs is ended in time, with all that it started', async () => {
  const { base, git, ids } = hanging();
  const run = git.run(['push'], { cwd: base, timeoutMs: 500 });
  await expect(run).rejects.toMatchObject({ code: 'timed_out', exitCode: 5 });
  await expect.poll(() => ids().map(isRunning), PATIENTLY).toEqual([false, false]);
});

it.runIf(POSIX && existsSync('/proc'))('and when its caller wants no more of it', async () => {
  const { base, git, ids } = hanging();
  const stop = new AbortController();
  const run = git.run(['fetch'], { cwd: base, signal: stop.signal, onOutput: () => stop.abort('enough came') });
  await expect(run).rejects.toThrow('enough came');
  await expect.poll(() => ids().map(isRunning), PATIENTLY).toEqual([false, false]);
});
