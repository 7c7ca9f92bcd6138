import { realpathSync } from 'node:fs';
import { isAbsolute, join, posix, relative, sep } from 'node:path';
import { OpenSessionError } from '../domain/errors.ts';
import type { StateFacts } from '../domain/manifest.ts';
import type { FileState } from '../domain/path-state.ts';
import { treeStates } from './tree-states.ts';
import { DIFF, readRawChanges } from './change/raw-changes.ts';
import type { Git } from './git.ts';
import { ignoredOf } from './path-attributes.ts';
import { readInfos } from './read-objects.ts';
import { statPath } from './stat-path.ts';
import { type SnapshotRequest, takeSnapshot } from './snapshot.ts';
import { type RecentStates, readWorkState } from './work-state.ts';
import { isObjectId } from '../domain/is-object-id.ts';

export interface SaveFactsRequest {
  /** Commits at which the sessions started, the earliest first; hostile, as the logs have them. */
  readonly starts: readonly string[];
  /** Paths that the sessions speak of, relative to the root. */
  readonly said: readonly string[];
  /** Folders and files from which they made copies, likewise. */
  readonly copied?: readonly string[];
  readonly withhold: SnapshotRequest['withhold'];
}

/** What a save records of the repository: the state of everything that differs from the session's start. */
export interface SaveFacts extends StateFacts {
  readonly ignored: ReadonlySet<string>;
  /** What stood at the start, or in no commit, where copies were made from. */
  readonly stood: ReadonlyMap<string, FileState>;
  /** Of what was said: path through a linked directory → the path that git has. */
  readonly real: ReadonlyMap<string, string>;
  /** HEAD does not come from the start. */
  readonly moved: boolean;
  /** Changed path → time of its file in milliseconds since the epoch. */
  readonly times: ReadonlyMap<string, number>;
  /** The same of when anything was last done to it, its mode and its place among it: `cp -p` and `touch -d` set back none. */
  readonly stirred: ReadonlyMap<string, number>;
}

/** null: no working tree there. @throws git_failed, no_space, not_a_repository */
export const readSaveFacts = async (
  git: Git,
  dir: string,
  request: SaveFactsRequest & { readonly recent?: RecentStates },
): Promise<SaveFacts | null> => {
  const paths = await git.locate(dir);
  const { root } = paths;
  if (root === null) return null;
  const state = request.recent?.take(root) ?? (await readWorkState(git, { ...paths, root }));
  const start = await knownCommit(git, root, request.starts);
  const [snapshot, committed, moved, stood] = await Promise.all([
    takeSnapshot(git, state, { start: start ?? state.head, withhold: request.withhold }),
    changedBetween(git, root, start, state.head),
    hasMoved(git, root, start, state.head),
    treeStates(git, root, start ?? state.head, request.copied ?? []),
  ]);
  // what changed is not ignored
  const rest = request.said.filter((path) => !snapshot.changes.has(path) && !snapshot.withheld.has(path));
  const ignored = await ignoredOf(git, root, rest);
  return {
    ...snapshot,
    object_format: paths.objectFormat,
    start,
    base: state.head,
    dirty: new Set(state.dirty),
    ignored,
    stood,
    real: realPaths(root, request.said),
    committed,
    moved,
    ...timesOf(root, [...snapshot.changes.keys()]),
  };
};

const realPaths = (root: string, said: readonly string[]): ReadonlyMap<string, string> => {
  const known = new Map<string, string | null>();
  const realOf = (dir: string): string | null => {
    const found = known.get(dir);
    if (found !== undefined) return found;
    const real = realWithin(root, dir);
    known.set(dir, real);
    return real;
  };
  return new Map(
    said.flatMap((path): readonly [string, string][] => {
      const dir = posix.dirname(path);
      const real = dir === '.' ? null : realOf(dir);
      return real === null || real === dir ? [] : [[path, posix.join(real, posix.basename(path))]];
    }),
  );
};

/** null: it is not there, or leads out. */
const realWithin = (root: string, dir: string): string | null => {
  try {
    const real = relative(root, realpathSync(join(root, dir))).replaceAll(sep, '/');
    return real === '..' || real.startsWith('../') || isAbsolute(real) ? null : real;
  } catch {
    return null;
  }
};

/** The first that is a commit here: a log may name one that was never fetched, or none at all. */
const knownCommit = async (git: Git, cwd: string, asked: readonly string[]): Promise<string | null> => {
  const ids = asked.filter(isObjectId);
  const infos = await readInfos(git, ids, { cwd });
  return infos.find((info) => info?.type === 'commit')?.id ?? null;
};

const changedBetween = async (
  git: Git,
  cwd: string,
  ...[from, to]: readonly [string | null, string | null]
): Promise<ReadonlySet<string>> => {
  if (from === null || to === null || from === to) return new Set();
  const { stdout } = await git.run([...DIFF, '--end-of-options', from, to], { cwd });
  return new Set(readRawChanges(stdout).get('')?.keys());
};

const hasMoved = async (
  git: Git,
  cwd: string,
  ...[start, head]: readonly [string | null, string | null]
): Promise<boolean> => {
  if (start === null || head === null || start === head) return false;
  try {
    return (await git.run(['merge-base', '--is-ancestor', start, head], { cwd, allow: [0, 1] })).code === 1;
  } catch (error) {
    if (error instanceof OpenSessionError) return true; // history that is not here says nothing for it
    throw error;
  }
};

const timesOf = (root: string, paths: readonly string[]): Pick<SaveFacts, 'times' | 'stirred'> => {
  const times = new Map<string, number>();
  const stirred = new Map<string, number>();
  for (const path of paths) {
    const stat = statPath(join(root, path));
    if (stat === null) continue;
    times.set(path, Math.floor(stat.mtimeMs));
    stirred.set(path, Math.floor(Math.max(stat.mtimeMs, stat.ctimeMs)));
  }
  return { times, stirred };
};
