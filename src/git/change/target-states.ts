import { distinctStates, type PathState } from '../../domain/path-state.ts';
import { isNameable } from '../path-text.ts';
import { readInfos } from '../read-objects.ts';
import type { PrivateRepository } from './private-repository.ts';
import { DIFF, readRawChanges } from './raw-changes.ts';

/** Commits of the target branch that are looked at, the newest: what was taken back before these is forgotten. */
const MOST_COMMITS = 1_000;
const MOST_NAMED = 200;

export interface StatesAsked {
  /** Commits since which it is asked: the first of them that is here counts, and where none is, all that is looked at. */
  readonly since: readonly string[];
  readonly paths: readonly string[] | 'all';
}

/**
 * What paths were on the target branch itself (by first parents) since commits, in the order asked, of each path its
 * different states, the newest first; those on which nothing was done are left out.
 */
export const targetStates = async (
  repository: PrivateRepository,
  base: string,
  asked: readonly StatesAsked[],
): Promise<readonly ReadonlyMap<string, readonly PathState[]>[]> => {
  const paths = asked.some((one) => one.paths === 'all')
    ? 'all'
    : [...new Set(asked.flatMap((one) => one.paths))].filter(isNameable);
  if (paths.length === 0) return asked.map(() => new Map());
  const since = await firstHere(repository, asked);
  const oldest = await commonOf(repository, base, since);
  const commits = await mainline(repository, base, oldest);
  const changes = await changesOf(repository, commits, paths);
  const isOne = new Set(since).size === 1;
  const ranges = new Map<string | null, ReadonlySet<string> | undefined>();
  const found: ReadonlyMap<string, readonly PathState[]>[] = [];
  for (const [at, one] of asked.entries()) {
    const from = since[at] ?? null;
    const touched = one.paths === 'all' ? [...changes.keys()] : one.paths.filter((path) => changes.has(path));
    if (touched.length > 0 && !isOne && from !== null && !ranges.has(from))
      ranges.set(from, new Set((await mainline(repository, base, from)).map(({ oid }) => oid)));
    const own = ranges.get(from);
    const states = touched.map((path) => [path, distinct(changes.get(path) ?? [], own)] as const);
    found.push(new Map(states.filter(([, list]) => list.length > 0)));
  }
  return found;
};

/** One commit's, the newer first. */
interface PathStates {
  readonly oid: string;
  readonly states: readonly PathState[];
}

/** @param range commits that count; undefined: all */
const distinct = (all: readonly PathStates[], range: ReadonlySet<string> | undefined): readonly PathState[] => {
  const counting = all.filter(({ oid }) => range?.has(oid) ?? true);
  return distinctStates(counting.flatMap(({ states }) => states));
};

const firstHere = async (
  { git, dir }: PrivateRepository,
  asked: readonly StatesAsked[],
): Promise<readonly (string | null)[]> => {
  const ids = [...new Set(asked.flatMap(({ since }) => since))];
  const infos = ids.length === 0 ? [] : await readInfos(git, ids, { cwd: dir });
  const here = new Set(ids.filter((_, at) => infos[at]?.type === 'commit'));
  return asked.map(({ since }) => since.find((id) => here.has(id)) ?? null);
};

/** A commit that none of them lacks in its history; null: there is none, or it cannot be told. */
const commonOf = async (
  { git, dir }: PrivateRepository,
  base: string,
  since: readonly (string | null)[],
): Promise<string | null> => {
  const commits = [...new Set(since)];
  if (commits.includes(null)) return null;
  if (commits.length === 1) return commits[0] ?? null;
  const args = ['merge-base', '--octopus', base, ...commits.flatMap((id) => id ?? [])];
  const { stdout } = await git.run(args, { cwd: dir, allow: [0, 1, 128] });
  return stdout.toString('utf8').split('\n', 1)[0] || null;
};

interface MainlineCommit {
  readonly oid: string;
  /** undefined: it has none here. */
  readonly parent: string | undefined;
}

/** The newest first. */
const mainline = async (
  { git, dir }: PrivateRepository,
  base: string,
  since: string | null,
): Promise<readonly MainlineCommit[]> => {
  if (since === base) return [];
  const args = ['rev-list', '--first-parent', '--parents', `--max-count=${MOST_COMMITS}`, '--end-of-options', base];
  const { stdout } = await git.run([...args, ...(since === null ? [] : [`^${since}`]), '--'], { cwd: dir });
  return stdout
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [oid = '', parent] = line.split(' ');
      return { oid, parent };
    });
};

/** By path, the newest first. */
const changesOf = async (
  { git, dir, supply }: PrivateRepository,
  commits: readonly MainlineCommit[],
  paths: StatesAsked['paths'],
): Promise<ReadonlyMap<string, readonly PathStates[]>> => {
  const found = new Map<string, PathStates[]>();
  if (commits.length === 0) return found;
  if (!supply.whole)
    await supply.trees([...new Set(commits.flatMap(({ oid, parent }) => [oid, parent ?? oid]))], 'base');
  const stdin = commits.map(({ oid, parent }) => `${oid}${parent === undefined ? '' : ` ${parent}`}\n`).join('');
  // an argument list has an end
  const named = paths === 'all' || paths.length > MOST_NAMED ? [] : ['--', ...paths];
  const { stdout } = await git.run(['--literal-pathspecs', ...DIFF, '--root', '--stdin', ...named], {
    cwd: dir,
    stdin,
  });
  const changes = readRawChanges(stdout);
  for (const { oid, parent } of commits)
    for (const [path, { before, after }] of changes.get(oid) ?? []) {
      // where history ends nothing is known of what was before
      const states = parent === undefined ? [after] : [after, before];
      const list = found.get(path);
      if (list === undefined) found.set(path, [{ oid, states }]);
      else list.push({ oid, states });
    }
  return found;
};
