/** Questions about a change that only some of its paths raise, asked of the private repository. */
import type { ChangeFacts, KeyedChange, PatchKeys } from '../../domain/change-facts.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { SUBMODULE } from '../../domain/path-state.ts';
import { isNameable } from '../path-text.ts';
import { readObjects } from '../read-objects.ts';
import { strictPatchKeys } from '../strict-patch-keys.ts';
import { blobsAt } from './base-attributes.ts';
import type { PrivateRepository } from './private-repository.ts';

/** Commits whose patches are compared; a longer branch is compared as a whole only. */
const MAX_COMMITS = 200;
const MOST_NAMED = 200;

/** Strict patch keys of the given paths: of the whole change, and of each commit of it that touches one of them. */
export const readPatchKeys = async (
  repository: PrivateRepository,
  facts: ChangeFacts,
  paths: readonly string[],
): Promise<PatchKeys> => {
  const found = new Map<string, KeyedChange[]>();
  const add = async (from: string, to: string, asked: readonly string[]): Promise<void> => {
    const run = async (args: readonly string[]) => (await repository.git.run(args, { cwd: repository.dir })).stdout;
    // an argument list has an end
    const named = asked.length > MOST_NAMED ? undefined : asked;
    for (const [path, change] of await strictPatchKeys(run, { from, to }, named)) {
      const list = found.get(path);
      if (list === undefined) found.set(path, [change]);
      else list.push(change);
    }
  };
  if (paths.length === 0) return found;
  await repository.supply.blobs(statesOf(facts, paths), 'head');
  for (const base of facts.merge_bases) await add(base, facts.head, paths);
  for (const { oid, parents, changes } of facts.commits.slice(-MAX_COMMITS)) {
    const touched = paths.filter((path) => changes[0]?.has(path) === true);
    const [parent] = parents;
    if (touched.length > 0 && parent !== undefined) await add(parent, oid, touched);
  }
  return found;
};

/** Of these paths at all points of the change. */
const statesOf = ({ paths, commits }: ChangeFacts, asked: readonly string[]): readonly string[] => {
  const states = asked.flatMap((path) => [
    ...(paths.get(path)?.bases ?? []),
    paths.get(path)?.head ?? null,
    ...commits.flatMap(({ changes }) =>
      changes.flatMap((change) => [change.get(path)?.before ?? null, change.get(path)?.after ?? null]),
    ),
  ]);
  return [...new Set(states.flatMap((state) => (state === null || state.mode === SUBMODULE ? [] : [state.oid])))];
};

/** Texts of files at a commit, null for what is no file there. More than 1 MiB in all is refused. @throws config_invalid, git_failed */
export const filesAt = async (
  repository: PrivateRepository,
  commit: string,
  paths: readonly string[],
): Promise<readonly ({ readonly oid: string; readonly text: string } | null)[]> => {
  const { git, dir, supply } = repository;
  if (!supply.whole) {
    await supply.trees([commit], 'base');
    await supply.blobs(await blobsAt(repository, commit, (path) => paths.includes(path)), 'base');
  }
  const names = paths.map((path) => `${commit}:${path}`);
  try {
    const found = await readObjects(git, names, { cwd: dir, limit: MAX_FILE });
    return found.map((one) => (one?.type === 'blob' ? { oid: one.id, text: one.bytes.toString('utf8') } : null));
  } catch (error) {
    if (!(error instanceof OpenSessionError) || !/bytes/.test(error.message)) throw error;
    throw new OpenSessionError('config_invalid', `expected ${paths.join(', ')} of at most ${MAX_FILE} bytes together`);
  }
};

const MAX_FILE = 1024 * 1024;

export interface CommitOnPath {
  readonly oid: string;
  readonly author: string;
  readonly subject: string;
}

/** Commits of the target branch since a commit that touched a path, newest first, at most 10. */
export const commitsOnPath = async (
  { git, dir, supply }: PrivateRepository,
  range: { readonly since: string; readonly until: string },
  path: string,
): Promise<readonly CommitOnPath[]> => {
  if (!isNameable(path)) return [];
  const format = '--format=%H%x00%an%x00%s';
  const args = ['log', '--max-count=10', format, '--end-of-options', range.until, `^${range.since}`, '--', path];
  const lines = (stdout: Buffer): readonly string[] => stdout.toString('utf8').split('\n').filter(Boolean);
  try {
    if (!supply.whole) {
      const since = [
        'rev-list',
        `--max-count=${MAX_COMMITS}`,
        '--end-of-options',
        range.until,
        `^${range.since}`,
        '--',
      ];
      await supply.trees([...lines((await git.run(since, { cwd: dir })).stdout), range.since], 'base');
    }
    return lines((await git.run(args, { cwd: dir })).stdout).map((line) => {
      const [oid = '', author = '', subject = ''] = line.split('\0');
      return { oid, author, subject };
    });
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'git_failed') return [];
    throw error;
  }
};
