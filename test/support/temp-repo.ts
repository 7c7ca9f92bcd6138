/** Real repositories in a temporary directory with a home of their own; removed when the test ends. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { gitEnv } from './git-env.ts';

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

export interface RepoShape {
  readonly bare?: boolean;
  readonly objectFormat?: 'sha1' | 'sha256';
}

/** A directory that is removed when the test ends. */
export const tempDir = (): string => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'opensession-test-')));
  onTestFinished(() => {
    rmSync(base, { recursive: true, force: true, maxRetries: 5 });
  });
  return base;
};

export const tempRepo = (shape: RepoShape = {}): TempRepo => {
  const base = tempDir();
  const home = join(base, 'home');
  const dir = join(base, 'repo');
  mkdirSync(dir);
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
  const kind = [...(shape.bare ? ['--bare'] : []), `--object-format=${shape.objectFormat ?? 'sha1'}`];
  git('init', '--quiet', '--initial-branch=main', ...kind, '.');
  const write: TempRepo['write'] = (path, text) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  const commit: TempRepo['commit'] = (message, at) => {
    const when = at === undefined ? {} : { GIT_AUTHOR_DATE: `${at} +0000`, GIT_COMMITTER_DATE: `${at} +0000` };
    git('add', '--all');
    gitWith({ env: when }, 'commit', '--quiet', '--allow-empty', '-m', message);
    return git('rev-parse', 'HEAD');
  };
  return { base, home, dir, env, git, gitWith, write, commit };
};

/** A shell script that leaves a file when it is run, to be named in a hostile configuration. */
export const canary = (base: string): { readonly program: string; readonly trace: string } => {
  const trace = join(base, 'canary-ran');
  const program = join(base, 'canary.sh');
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> "${trace}"\ncat\n`);
  chmodSync(program, 0o755);
  return { program, trace };
};
