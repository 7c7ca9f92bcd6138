/** Real repositories in a temporary directory with a home of their own; removed when the test ends. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { gitEnv } from './git-env.ts';
import { type RepoShape, newRepository } from './new-repository.ts';

export interface TempRepo {
  /** Holds home and repositories; nothing else is in it. */
  readonly base: string;
  readonly home: string;
  readonly dir: string;
  readonly env: { [name: string]: string };
  /** Runs git there and returns stdout without the last line end. */
  git(...args: string[]): string;
  gitWith(
    options: { input?: string | Buffer; cwd?: string; env?: { [name: string]: string } },
    ...args: string[]
  ): string;
  write(path: string, text: string | Buffer): void;
  /** Adds everything and commits, at a fixed time in seconds if one is given. */
  commit(message: string, at?: number): string;
}

/** A directory that is removed when the test ends. */
export const tempDir = (): string => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'opensession-test-')));
  removeAfterTest(base);
  return base;
};

export const removeAfterTest = (dir: string): void => {
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  });
};

export const tempRepo = (shape: RepoShape = {}): TempRepo => repoIn(tempDir(), shape);

export const repoIn = (base: string, shape: RepoShape = {}): TempRepo => {
  const repo = openRepo(base);
  mkdirSync(repo.dir);
  newRepository(repo.dir, repo.env, shape);
  return repo;
};

/** One that is there. */
export const openRepo = (base: string): TempRepo => {
  const home = join(base, 'home');
  const dir = join(base, 'repo');
  const env = gitEnv(home);
  const gitWith: TempRepo['gitWith'] = (options, ...args) =>
    execFileSync('git', args, {
      cwd: options.cwd ?? dir,
      env: { ...env, ...options.env },
      input: options.input ?? '',
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
    }).replace(/\n$/, '');
  const git: TempRepo['git'] = (...args) => gitWith({}, ...args);
  const write: TempRepo['write'] = (path, text) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  const commit: TempRepo['commit'] = (message, at) => {
    const when = at === undefined ? {} : { GIT_AUTHOR_DATE: `${at} +0000`, GIT_COMMITTER_DATE: `${at} +0000` };
    git('add', '--all');
    gitWith({ env: when }, 'commit', '--quiet', '--allow-empty', '-m', message);
    return newHead(join(dir, '.git'));
  };
  return { base, home, dir, env, git, gitWith, write, commit };
};

/** What was committed just now: no git packed it yet, and none need be asked. */
const newHead = (gitDir: string): string => {
  const head = readFileSync(join(gitDir, 'HEAD'), 'utf8').trim();
  return head.startsWith('ref: ') ? readFileSync(join(gitDir, head.slice(5)), 'utf8').trim() : head;
};

/** A shell script that leaves a file when it is run, to be named in a hostile configuration. */
export const canary = (base: string): { readonly program: string; readonly trace: string } => {
  const trace = join(base, 'canary-ran');
  const program = join(base, 'canary.sh');
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> "${trace}"\ncat\n`);
  chmodSync(program, 0o755);
  return { program, trace };
};
