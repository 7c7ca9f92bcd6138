import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { OpenSessionError } from '../domain/errors.ts';
import type { RedactedText, Repository } from '../domain/handoff.ts';
import { HANDOFF_FILE } from '../domain/handoff-file.ts';
import type { Swept } from '../domain/swept.ts';
import { type ClaimedTree, claimedTree } from './claimed-tree.ts';
import type { Git } from './git.ts';
import { type Inspected, inspectPath } from './inspect-path.ts';
import { isRenderedHandoff } from './is-rendered-handoff.ts';
import { filtersOf, ignoredOf } from './path-attributes.ts';
import { readInfos } from './read-objects.ts';
import type { SweptFile } from './swept-files.ts';
import { type SessionTimes, sessionCommits } from './session-commits.ts';
import { type Config, type RecentStates, type WorkState, readConfig, readWorkState } from './work-state.ts';

type Plain<T> = T extends RedactedText ? string : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;

/** The block `repository` of a handoff before its texts are redacted. */
export type RepositoryFacts = Plain<Repository>;

export interface FactsRequest extends SessionTimes {
  /** Paths that the session changed, relative to the root with `/`: hostile, as the log has them. */
  readonly claimedPaths: readonly string[];
  /** More paths of which it is asked whether the base's tree held them; hostile too. */
  readonly askedPaths?: readonly string[];
  /** What it took away or moved as a whole, in the order of time; hostile too. */
  readonly sweeps?: readonly Swept[];
}

export type FactsResult =
  | {
      readonly known: true;
      readonly repository: RepositoryFacts;
      /** Whether a claimed path was there in the base's tree; undefined: it cannot be told. */
      readonly existsAtBase: (path: string) => boolean | undefined;
      /** Whether a claimed path is now as it was in the base's tree; undefined: it cannot be told. */
      readonly isAsAtBase: (path: string) => boolean | undefined;
      /** What it took away or moved as a whole, file by file: claimed as well. */
      readonly swept: readonly SweptFile[];
      /** Claimed paths that git ignores. */
      readonly ignored: ReadonlySet<string>;
    }
  | { readonly known: false; readonly reason: string };

export interface PendingFacts {
  /** Absolute root of the work tree, `/` separators; null outside one. Once it is there git looks through that tree. */
  readonly root: Promise<string | null>;
  /** Never rejects for what the repository holds: then it is unknown, with the reason. */
  finish(request: FactsRequest): Promise<FactsResult>;
}

/**
 * Starts asking the repository around a directory, so that git's children run while a log is read. Nothing in the
 * repository is written and no program that it configures is run.
 * @param cwd absolute directory in which the session worked
 * @param recent hears of the state that was read
 */
export const beginRepositoryFacts = (git: Git, cwd: string, recent?: RecentStates): PendingFacts => {
  const asked = Promise.all([settled(locateRoot(git, cwd)), settled(readConfig(git, cwd))]).then(([paths, config]) => ({
    paths,
    state: settled(stateOf(git, paths, config)),
  }));
  const state = asked.then((begun) => begun.state);
  // Whoever gives up before `finish` is not to be ended by what it would have said.
  state.catch(() => {});
  return {
    root: asked.then(({ paths }) => ('reason' in paths ? null : paths.root)),
    finish: async (request) => {
      const known = await state;
      if ('reason' in known) return { known: false, ...known };
      recent?.keep(known);
      const result = await settled(describe(git, { state: known, cwd }, request));
      return 'reason' in result ? { known: false, ...result } : result;
    },
  };
};

interface Unknown {
  readonly reason: string;
}

const settled = async <T extends object>(work: PromiseLike<T | Unknown>): Promise<T | Unknown> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof OpenSessionError) return { reason: error.message };
    throw error;
  }
};

const locateRoot = async (git: Git, cwd: string): Promise<WorkState['paths'] | Unknown> => {
  const paths = await git.locate(cwd);
  const { root } = paths;
  return root === null ? { reason: 'the repository has no working tree here' } : { ...paths, root };
};

const stateOf = async (
  git: Git,
  paths: WorkState['paths'] | Unknown,
  config: Config | Unknown,
): Promise<WorkState | Unknown> => {
  if ('reason' in paths) return paths;
  return 'reason' in config ? config : readWorkState(git, paths, config);
};

const describe = async (
  git: Git,
  { state, cwd }: { readonly state: WorkState; readonly cwd: string },
  request: FactsRequest,
): Promise<FactsResult> => {
  const { root } = state.paths;
  const found = sessionCommits(git, state, request);
  found.catch(() => {}); // it is asked for below, and may fail before that
  const swept = await sweptBy(git, { root, found }, request);
  const paths = [...new Set([...request.claimedPaths, ...swept.flatMap(({ path, to }) => [path, to ?? path])])];
  const inspected = new Map(paths.map((path) => [path, inspectPath(root, path)]));
  const inside = paths.filter((path) => inspected.get(path)?.is !== 'unknown');
  const looked = Promise.all([filtersOf(git, root, inside), ignoredOf(git, root, inside)]);
  const hashed = looked.then(([filters, ignored]) => inside.filter((path) => !filters.has(path) && !ignored.has(path)));
  const [commits, [filters, ignored], tree, before] = await Promise.all([
    found,
    looked,
    settled(claimedTree(git, state, hashed)),
    found.then(({ base_commit: base }) =>
      existing(git, { root, base, unborn: state.head === null }, [...inside, ...(request.askedPaths ?? [])]),
    ),
    hashed,
  ]);
  // that a handoff was written out is no change beside it: else the next save would say so, and what was rendered be outdated
  const dirty = state.dirty.filter((path) => path !== HANDOFF_FILE || inspected.has(path) || !isRenderedHandoff(root));
  const repository: RepositoryFacts = {
    remote: state.remote,
    branch: state.branch,
    cwd: within(root, cwd),
    object_format: state.paths.objectFormat,
    base_commit: commits.base_commit,
    base_commit_source: commits.base_commit_source,
    head_commit: state.head,
    dirty: dirty.length > 0,
    commits: commits.commits,
    claimed: paths.map((path) => claimedPath(path, { inspected, filters, ignored, tree })),
    claimed_tree: 'reason' in tree ? null : tree.tree,
    claimed_tree_undefined_reason: 'reason' in tree ? tree.reason : incomplete(filters),
    other_dirty: dirty.filter((path) => !inspected.has(path)),
  };
  const existsAtBase = (path: string): boolean | undefined => {
    const id = before.get(path);
    return id === undefined ? undefined : id !== null;
  };
  const now = new Map(repository.claimed.map((claimed) => [claimed.path, claimed]));
  const isAsAtBase = (path: string): boolean | undefined => {
    const claimed = now.get(path);
    const id = before.get(path);
    return claimed === undefined || claimed.unknown_reason !== undefined || id === undefined
      ? undefined
      : claimed.blob === id;
  };
  return { known: true, repository, existsAtBase, isAsAtBase, swept, ignored };
};

/** Most sessions sweep nothing, and wait for nothing and load nothing here. Where trees were left out none is told. */
const sweptBy = async (
  git: Git,
  { root, found }: { readonly root: string; readonly found: ReturnType<typeof sessionCommits> },
  { sweeps = [] }: FactsRequest,
): Promise<readonly SweptFile[]> => {
  if (sweeps.length === 0) return [];
  const { sweptFiles } = await import('./swept-files.ts');
  const swept = await settled(found.then(({ base_commit: base }) => sweptFiles(git, { root, base }, sweeps)));
  return 'reason' in swept ? [] : swept;
};

/** The session's directory within the root; `.` for the root, and for a directory that links led out of it. */
const within = (root: string, cwd: string): string => {
  const path = relative(root, resolved(cwd)).replaceAll(sep, '/');
  return path === '' || path === '..' || path.startsWith('../') ? '.' : path;
};

const resolved = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path; // removed since git looked there
  }
};

/** A tree that lacks a claimed path is still told, with what it lacks. */
const incomplete = (filters: ReadonlyMap<string, string>): string | null =>
  filters.size === 0 ? null : `without ${filters.size} path(s) that a configured filter would change`;

const claimedPath = (
  path: string,
  found: {
    readonly inspected: ReadonlyMap<string, Inspected>;
    readonly filters: ReadonlyMap<string, string>;
    readonly ignored: ReadonlySet<string>;
    readonly tree: ClaimedTree | Unknown;
  },
): RepositoryFacts['claimed'][number] => {
  const unknown = (reason: string) => ({ path, blob: null, mode: null, unknown_reason: reason, patch_id: null });
  const inspected = found.inspected.get(path);
  if (inspected?.is === 'unknown') return unknown(inspected.reason);
  const filter = found.filters.get(path);
  if (filter !== undefined) return unknown(`filter ${filter}`);
  if (found.ignored.has(path)) return unknown('ignored');
  if ('reason' in found.tree) return unknown(found.tree.reason);
  const state = found.tree.states.get(path);
  return state === undefined ? unknown('git cannot add it') : { path, ...state };
};

/** Ids in the base's tree; null: not there. Before the first commit nothing was. */
const existing = async (
  git: Git,
  { root, base, unborn }: { readonly root: string; readonly base: string | null; readonly unborn: boolean },
  paths: readonly string[],
): Promise<ReadonlyMap<string, string | null>> => {
  if (base === null) return new Map(unborn ? paths.map((path) => [path, null]) : []);
  // cat-file reads one name a line, so a path with a line break cannot be asked.
  const asked = paths.filter((path) => !/[\n\r\0]/.test(path));
  const infos = await readInfos(
    git,
    asked.map((path) => `${base}:${path}`),
    { cwd: root },
  );
  return new Map(asked.map((path, index) => [path, infos[index]?.id ?? null]));
};
