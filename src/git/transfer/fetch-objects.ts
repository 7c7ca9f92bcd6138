import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Transfer } from './open-transfer.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { watchedFetch } from './watched-fetch.ts';

export interface ObjectsWanted {
  /** Ids of commits, trees or blobs. One that is not there makes all fail. */
  readonly ids: readonly string[];
  /** What is left out (git-rev-list(1), `--filter`); a server that knows no filters sends it all the same. */
  readonly filter?: string;
  /** Commits below each that is wanted, itself counted; 'all': the whole history of what is shallow. */
  readonly depth?: number | 'all';
  /** Also what seems to be here: a commit that came without its trees is no reason to leave them out. */
  readonly again?: boolean;
  /** false: for texts on which nothing rests; one object that git refuses would hold all others up. */
  readonly checked?: boolean;
}

export interface ObjectLimits {
  readonly timeoutMs: number;
  /** Most bytes that may come in. */
  readonly maxBytes: number;
}

/**
 * Fetches objects by id into a repository that is deleted afterwards: no ref, no tag, no FETCH_HEAD, and nothing is told of
 * what is here. Where a filter left something out, git would fetch it when it is read: the repository forgets at once that it could.
 * @throws remote_unreachable, remote_denied, timed_out, too_many_bytes, git_failed
 */
export const fetchObjects = async (
  transfer: Transfer,
  wanted: ObjectsWanted,
  { timeoutMs, maxBytes }: ObjectLimits,
): Promise<void> => {
  const { dir } = transfer;
  const { ids, filter, depth, again = false, checked = true } = wanted;
  if (ids.length === 0) return;
  const how = [
    ...(filter === undefined ? ['--no-filter'] : [`--filter=${filter}`]),
    ...(depth === undefined ? [] : depth === 'all' ? ['--unshallow'] : [`--depth=${depth}`]),
    ...(again ? ['--refetch'] : []),
  ];
  const settings = [
    'fetch.negotiationAlgorithm=noop',
    `fetch.fsckObjects=${checked}`,
    'core.fsync=none', // they are gone with the directory
  ].flatMap((setting) => ['-c', setting]);
  const config = join(dir, 'config');
  const before = readFileSync(config, 'utf8');
  try {
    await watchedFetch(
      transfer,
      { settings, options: how, maxBytes },
      { cwd: dir, env: { GIT_DIR: dir }, stdin: ids.map((id) => `${id}\n`).join(''), timeoutMs },
    );
  } finally {
    writeFileSync(`${config}.new`, before);
    renameSync(`${config}.new`, config);
  }
};

/** The remote has no such object, or says so. */
export const isAbsent = (error: unknown): boolean => /not our ref|find remote ref|no such ref/i.test(saidBy(error));

/** The remote gives nothing but what one of its refs names: protocol v0 without uploadpack.allowAnySHA1InWant. */
export const isUnadvertised = (error: unknown): boolean =>
  /not allow request for unadvertised object/.test(saidBy(error));

const saidBy = (error: unknown): string =>
  error instanceof OpenSessionError
    ? `${error.message}\n${saidBy(error.cause)}`
    : error instanceof Error
      ? error.message
      : '';
