/** Clones of one bare remote, each with its store and its exchange. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hostHere } from '../../src/scratch/host-here.ts';
import { openGit } from '../../src/git/open-git.ts';
import { writeWhole } from '../../src/sources/files.ts';
import type { RemoteHere } from '../../src/store/exchange/chosen-remote.ts';
import { type ArtifactExchange, openExchange } from '../../src/store/exchange/open-exchange.ts';
import type { FetchOutcome } from '../../src/store/exchange/fetch-artifacts.ts';
import type { PushOutcome } from '../../src/store/exchange/push-order.ts';
import type { PushPreview } from '../../src/store/exchange/preview-push.ts';
import type { ArtifactStore } from '../../src/store/artifact-store.ts';
import { openArtifactStore } from '../../src/store/open-artifact-store.ts';
import { toArtifactId } from '../../src/domain/refs.ts';
import { versionOf } from '../store/artifact-fixture.ts';
import { gitEnv } from './git-env.ts';
import { madeOnce } from './made-once.ts';
import { newRepository } from './new-repository.ts';
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
  /** As `push`, and nothing changes. */
  previewPush(...ids: string[]): Promise<PushPreview>;
  fetch(how?: {
    readonly prune?: boolean;
    readonly ids?: readonly string[];
    readonly maxBytes?: number;
  }): Promise<FetchOutcome>;
  /** As `fetch`, and nothing changes. */
  previewFetch(how?: { readonly prune?: boolean; readonly ids?: readonly string[] }): Promise<FetchOutcome>;
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

export const origin = (objectFormat: 'sha1' | 'sha256' = 'sha1'): Origin => originIn(tempDir(), objectFormat);

/** A remote, clones of it by name, and what a test has to know of them: made once in a file, and opened anew for each test. */
export const originOnce = <Name extends string, Told extends object = object>(
  make: (remote: Origin) => Promise<{ readonly clones: Readonly<Record<Name, Clone>>; readonly told?: Told }>,
) => {
  const again = madeOnce(async (base) => {
    const { clones, told } = await make(originIn(base, 'sha1'));
    const places = Object.entries<Clone>(clones).map(([name, { dir, env }]) => ({ name, dir, env }));
    return { places, told };
  });
  return async (): Promise<{ readonly remote: Origin } & Readonly<Record<Name, Clone>> & Told> => {
    const { base, made } = await again();
    const opened = await Promise.all(
      made.places.map(async ({ name, dir, env }) => [name, await cloneAt(dir, env)] as const),
    );
    const clones = Object.fromEntries(opened) as Record<Name, Clone>;
    return { remote: openOrigin(base, 'sha1'), ...clones, ...(made.told as Told) };
  };
};

const originIn = (base: string, objectFormat: 'sha1' | 'sha256'): Origin => {
  const remote = openOrigin(base, objectFormat);
  mkdirSync(remote.dir, { recursive: true });
  newRepository(remote.dir, gitEnv(remote.home), { bare: true, objectFormat });
  return remote;
};

const openOrigin = (base: string, objectFormat: 'sha1' | 'sha256'): Origin => {
  const home = join(base, 'home');
  const dir = join(base, 'owner', 'remote.git');
  const env = gitEnv(home);
  const clone: Origin['clone'] = async (how = {}) => {
    const at = join(base, `clone-${clones++}`);
    mkdirSync(at);
    newRepository(at, env, { objectFormat });
    addOrigin(at, how.address ?? `file://${dir}`);
    return cloneAt(at, { ...env, ...how.env });
  };
  const partialClone: Origin['partialClone'] = async (filter) => {
    const at = join(base, `clone-${clones++}`);
    gitIn(dir, env, ['config', 'uploadpack.allowFilter', 'true']);
    gitIn(base, env, ['clone', '--quiet', `--filter=${filter}`, '--no-checkout', `file://${dir}`, at]);
    gitIn(at, env, ['fetch', '--quiet', 'origin', 'refs/opensession/*:refs/opensession/*']);
    return cloneAt(at, env);
  };
  return { base, home, dir, git: (...args) => gitIn(dir, env, args), clone, partialClone };
};

const gitIn = (cwd: string, env: Clone['env'], args: readonly string[]): string =>
  execFileSync('git', args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  }).replace(/\n$/, '');

/** As `git remote add origin` does. */
const addOrigin = (dir: string, address: string): void => {
  const lines = [
    '[remote "origin"]',
    `\turl = ${JSON.stringify(address)}`,
    '\tfetch = +refs/heads/*:refs/remotes/origin/*',
  ];
  appendFileSync(join(dir, '.git', 'config'), `${lines.join('\n')}\n`);
};

const cloneAt = async (dir: string, env: Clone['env']): Promise<Clone> => {
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
    git: (...args) => gitIn(dir, env, args),
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
    previewPush: async (...ids) => exchange.preview(await order(ids)),
    previewFetch: async ({ prune = false, ids = [] } = {}) => exchange.previewFetch({ ...(await order(ids)), prune }),
  };
};

/** `artifact.json` at all versions that a ref reaches. */
export const contentsOf = (clone: Pick<Clone, 'git'>, ref: string): readonly string[] =>
  clone
    .git('rev-list', ref)
    .split('\n')
    .map((commit) => clone.git('rev-parse', `${commit}:artifact.json`));
