/** A repository that a fault strikes, with a home and a user's work in it, and what must hold afterwards. */
import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OpenSessionError } from '../../src/domain/errors.ts';
import { openGit } from '../../src/git/open-git.ts';
import { openArtifactStore } from '../../src/store/open-artifact-store.ts';
import { claudeLog } from '../support/claude-log.ts';
import { runHere } from '../support/run-here.ts';
import { gitEnv } from '../support/git-env.ts';
import type { FaultRun } from './fault.ts';

export const PREFIX = 'refs/opensession/handoff/artifacts/';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Arena {
  readonly base: string;
  readonly home: string;
  readonly repo: string;
  readonly env: { [name: string]: string };
  /** Runs git in the repository. @throws when it fails */
  git(...args: string[]): string;
  tryGit(args: readonly string[], options?: { readonly cwd?: string; readonly input?: string }): Ended;
  /** Writes a session's log, whose text is its own, and returns its path. */
  log(name: string): string;
  cli(args: readonly string[], options?: SpawnOptions): Promise<Ended>;
  /** The same command line; in the short form within this process, which is many times quicker. */
  face(
    args: readonly string[],
    options?: { readonly cwd?: string; readonly env?: { [name: string]: string } },
  ): Promise<Ended>;
  /** A script of scripts/, bundled. */
  script(name: string, args: readonly string[], options?: SpawnOptions): Promise<Ended>;
}

export const arena = (
  run: FaultRun,
  name: string,
  shape: { readonly init?: readonly string[]; readonly base?: string } = {},
): Arena => {
  const base = shape.base ?? join(run.dir, name);
  const [home, repo, temporary] = ['home', 'repo', 'tmp'].map((part) => join(base, part)) as [string, string, string];
  for (const dir of [repo, temporary]) mkdirSync(dir, { recursive: true });
  const env = { ...gitEnv(home), TMPDIR: temporary, NO_COLOR: '1' };
  const tryGit: Arena['tryGit'] = (args, options = {}) => {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: options.cwd ?? repo,
      env,
      input: options.input ?? '',
      maxBuffer: 1 << 28,
    });
    return { code: status, stdout: stdout.toString(), stderr: stderr.toString() };
  };
  const git: Arena['git'] = (...args) => {
    const { code, stdout, stderr } = tryGit(args);
    if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout.replace(/\n$/, '');
  };
  git('init', '--quiet', '--initial-branch=main', ...(shape.init ?? []), '.');
  const cli: Arena['cli'] = (args, options) => endOf([...run.opensession, ...args], { cwd: repo, env, ...options });
  return {
    base,
    home,
    repo,
    env,
    git,
    tryGit,
    log: (session) => {
      const log = claudeLog(repo, session);
      log.user(`Do the work of ${session}`);
      log.say('Done.');
      return log.keep(home);
    },
    cli,
    face: (args, options = {}) =>
      run.form === 'long'
        ? cli(args, options)
        : runHere(placed(args, options.cwd ?? repo), { env: options.env ?? env }),
    script: (script, args, options) =>
      endOf([process.execPath, join(run.scripts, `${script}.mjs`), ...args], { cwd: repo, env, ...options }),
  };
};

/** With --cwd, unless the arguments name one: this process stands somewhere else. */
const placed = (args: readonly string[], cwd: string): readonly string[] => {
  if (args.some((arg) => arg.startsWith('--cwd'))) return args;
  const end = args.indexOf('--');
  return end < 0 ? [...args, '--cwd', cwd] : [...args.slice(0, end), '--cwd', cwd, ...args.slice(end)];
};

/** Runs a program to its end, with stdin closed. */
export const endOf = async (argv: readonly string[], options: SpawnOptions): Promise<Ended> => {
  const child = spawn(argv[0] ?? '', argv.slice(1), { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  return ended(child);
};

export const ended = async (child: ReturnType<typeof spawn>): Promise<Ended> => {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => (texts[name] += text));
  const code = await new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done));
  return { code, ...texts };
};

/**
 * Waits until no process works in the arena: a git whose command was killed goes on for a moment, and holds locks.
 * By proc(5); where there is none it waits for nothing.
 */
export const orphansEnded = async (at: Arena): Promise<void> => {
  while (processes().some((pid) => worksIn(at, pid))) await sleep(2);
};

const processes = (): readonly string[] => {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
};

const worksIn = ({ base }: Arena, pid: string): boolean => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).startsWith(`${base}/`);
  } catch {
    return false; // it has ended, or is somebody else's
  }
};

/** A commit, a branch, something staged and something changed: what must stay byte by byte. */
export const userWork = (at: Arena): void => {
  writeFileSync(join(at.repo, 'a.txt'), 'a\n');
  at.git('add', 'a.txt');
  at.git('commit', '--quiet', '-m', 'one');
  at.git('branch', 'side');
  writeFileSync(join(at.repo, 'a.txt'), 'changed\n');
  writeFileSync(join(at.repo, 'staged.txt'), 'staged\n');
  at.git('add', 'staged.txt');
};

/** The user's refs, HEAD, index, configuration and files, as one text. */
export const userState = (at: Arena): string => {
  const refs = at.git('for-each-ref', '--format=%(refname) %(objectname)');
  const theirs = refs.split('\n').filter((line) => !line.startsWith('refs/opensession/'));
  const gitDir = at.git('rev-parse', '--absolute-git-dir');
  const bytes = ['index', 'HEAD', 'config'].map((name) => contentOf(join(gitDir, name)));
  const files = readdirSync(at.repo).filter((name) => name !== '.git');
  return JSON.stringify([theirs, bytes, files.map((name) => [name, contentOf(join(at.repo, name))])]);
};

const contentOf = (path: string): string | null => {
  try {
    return readFileSync(path, 'base64');
  } catch {
    return null;
  }
};

export const storeAt = async (at: Arena, dir = at.repo) => {
  const git = openGit(at.env);
  return openArtifactStore(git, await git.locate(dir));
};

/**
 * What must hold after any fault: git finds nothing broken, all that is listed is whole with the right digest, and every
 * commit that was reported is in its artifact's history. @returns what does not hold
 */
export const brokenPromises = async (at: Arena, reported: readonly { ref: string; commit: string }[]) => {
  const problems: string[] = [];
  const fsck = at.tryGit(['fsck', '--strict', '--full', '--no-dangling']);
  if (fsck.code !== 0) problems.push(`git fsck ended with ${fsck.code}: ${(fsck.stderr + fsck.stdout).slice(0, 300)}`);
  const store = await storeAt(at);
  const entries = await store.list();
  for (const { ref, problem } of entries) if (problem !== null) problems.push(`${ref}: ${problem}`);
  for (const read of await store.readAll(entries))
    if (read instanceof OpenSessionError) problems.push(`${read.code}: ${read.message}`);
  const history = new Set(at.git('rev-list', `--glob=${PREFIX}*`).split('\n'));
  const lost = reported.filter(({ commit }) => !history.has(commit));
  if (lost.length > 0) problems.push(`${lost.length} of ${reported.length} reported are lost: ${lost[0]?.ref}`);
  return problems;
};

/** Paths below the repository and the temporary directory that a killed run of ours or of its git may leave. */
export const leftovers = (at: Arena): readonly string[] => {
  const found: string[] = [];
  const walk = (dir: string): void => {
    for (const name of readdirSync(dir)) {
      const path = join(dir, name);
      if (/^tmp_|\.lock$|\.keep$|^opensession-/.test(name)) found.push(path);
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) walk(path);
    }
  };
  walk(join(at.repo, '.git'));
  walk(at.env['TMPDIR'] ?? '');
  return found;
};
