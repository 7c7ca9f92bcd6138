/** Clones of one bare remote, each with its store and its exchange. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hostHere } from '../../src/scratch/host-here.ts';
import { openGit } from '../../src/git/open-git.ts';
import { writeWhole } from '../../src/sources/files.ts';
import type { RemoteHere } from '../../src/store/exchange/chosen-remote.ts';
import { type ArtifactExchange, openExchange } from '../../src/store/exchange/open-exchange.ts';
import type { FetchOutcome } from '../../src/store/exchange/fetch-artifacts.ts';
import type { PushOutcome } from '../../src/store/exchange/push-order.ts';
import type { ArtifactStore } from '../../src/store/artifact-store.ts';
import { openArtifactStore } from '../../src/store/open-artifact-store.ts';
import { toArtifactId } from '../../src/domain/refs.ts';
import { versionOf } from '../store/artifact-fixture.ts';
import { gitEnv } from './git-env.ts';
import { tempDir } from './temp-repo.ts';

export const PREFIX = 'refs/opensession/handoff/artifacts/';
export const GRAVEYARD = 'refs/opensession/handoff/tombstones';

export interface Clone {
  readonly dir: string;
  readonly env: { readonly [name: string]: string };
  readonly store: ArtifactStore;
  readonly exchange: ArtifactExchange;
  /** stdout without the last line end. */
  git(...args: string[]): string;
  /** Adds a version whose content is told apart by `mark`; returns its commit. */
  save(id: string, mark: string): Promise<string>;
  /** A version of a session that ran on a branch. */
  saveOn(branch: string, id: string, mark?: string): Promise<string>;
  push(...ids: string[]): Promise<PushOutcome>;
  fetch(how?: {
    readonly prune?: boolean;
    readonly ids?: readonly string[];
    readonly maxBytes?: number;
  }): Promise<FetchOutcome>;
}

export interface Origin {
  readonly base: string;
  readonly home: string;
  /** Directory of the bare remote. */
  readonly dir: string;
  git(...args: string[]): string;
  clone(how?: { readonly address?: string; readonly env?: { readonly [name: string]: string } }): Promise<Clone>;
  /** A clone that left out what the filter says, with all refs of ours: by plain git. */
  partialClone(filter: 'blob:none' | 'blob:limit=4000' | 'tree:0'): Promise<Clone>;
}

export const machineOf = (pid = process.pid) => ({
  pid,
  host: hostHere(),
  isAlive: (other: number): boolean => {
    try {
      process.kill(other, 0);
      return true;
    } catch {
      return false;
    }
  },
});

let clones = 0;

export const origin = (objectFormat: 'sha1' | 'sha256' = 'sha1'): Origin => {
  const base = tempDir();
  const home = join(base, 'home');
  const dir = join(base, 'owner', 'remote.git');
  const env = gitEnv(home);
  const run = (cwd: string, args: readonly string[]): string =>
    execFileSync('git', args, {
      cwd,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
    }).replace(/\n$/, '');
  mkdirSync(dir, { recursive: true });
  run(dir, ['init', '--quiet', '--bare', `--object-format=${objectFormat}`, '.']);
  const clone: Origin['clone'] = async (how = {}) => {
    const at = join(base, `clone-${clones++}`);
    mkdirSync(at);
    run(at, ['init', '--quiet', '--initial-branch=main', `--object-format=${objectFormat}`, '.']);
    run(at, ['remote', 'add', 'origin', how.address ?? `file://${dir}`]);
    return cloneAt(at, { ...env, ...how.env }, (...args) => run(at, args));
  };
  const partialClone: Origin['partialClone'] = async (filter) => {
    const at = join(base, `clone-${clones++}`);
    run(dir, ['config', 'uploadpack.allowFilter', 'true']);
    run(base, ['clone', '--quiet', `--filter=${filter}`, '--no-checkout', `file://${dir}`, at]);
    run(at, ['fetch', '--quiet', 'origin', 'refs/opensession/*:refs/opensession/*']);
    return cloneAt(at, env, (...args) => run(at, args));
  };
  return { base, home, dir, git: (...args) => run(dir, args), clone, partialClone };
};

const cloneAt = async (dir: string, env: Clone['env'], run: Clone['git']): Promise<Clone> => {
  const git = openGit(env);
  const paths = await git.locate(dir);
  const clock = { now: () => new Date('2026-02-03T04:05:06.789Z') };
  const store = openArtifactStore(git, paths, clock);
  const ssh = env['GIT_SSH_COMMAND'];
  const exchange = openExchange(git, paths, { clock, machine: machineOf(), write: writeWhole, ssh });
  const order = async (ids: readonly string[]) => ({
    remote: (await exchange.remotes())[0] as RemoteHere,
    ids: ids.length === 0 ? ('all' as const) : ids.map(toArtifactId),
    timeoutMs: 60_000,
    onProgress: () => {},
  });
  return {
    dir,
    env,
    store,
    exchange,
    git: run,
    save: async (id, mark) => {
      const version = await versionOf(id, {
        updated_at: '2026-01-02T03:04:05.678Z',
        producer: { name: 'opensession', version: mark },
      });
      return (await store.save(version)).commit;
    },
    saveOn: async (branch, id, mark = 'a') => {
      const version = await versionOf(id, { producer: { name: 'opensession', version: mark } });
      return (await store.save({ ...version, message: `${version.message}Branch: ${branch}\n` })).commit;
    },
    push: async (...ids) => exchange.push(await order(ids)),
    fetch: async ({ prune = false, ids = [], ...limit } = {}) =>
      exchange.fetch({ ...(await order(ids)), prune, ...limit }),
  };
};

/** `artifact.json` at all versions that a ref reaches. */
export const contentsOf = (clone: Pick<Clone, 'git'>, ref: string): readonly string[] =>
  clone
    .git('rev-list', ref)
    .split('\n')
    .map((commit) => clone.git('rev-parse', `${commit}:artifact.json`));
