/** Questions about a change that only some of its paths raise, asked of the private repository. */
import type { ChangeFacts, KeyedChange, PatchKeys } from '../../domain/change-facts.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { listed } from '../path-attributes.ts';
import { isNameable, nulFields, nulLines } from '../path-text.ts';
import { readInfos, readObjects } from '../read-objects.ts';
import { strictPatchKeys } from '../strict-patch-keys.ts';
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

const SUBMODULE = '160000';

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

const blobsAt = async (
  { git, dir }: PrivateRepository,
  commit: string,
  isAsked: (path: string) => boolean,
): Promise<readonly string[]> => {
  const { stdout } = await git.run(['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit], { cwd: dir });
  return stdout
    .toString('utf8')
    .split('\0')
    .flatMap((entry) => {
      const [, oid, path] = /^\d{6} blob ([0-9a-f]+)\t([^]+)$/.exec(entry) ?? [];
      return oid !== undefined && path !== undefined && isAsked(path) ? [oid] : [];
    });
};
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

/** Paths that the target branch marks `linguist-generated`: by its own attributes, never by those of the change. */
export const generatedPaths = async (
  repository: PrivateRepository,
  base: string,
  paths: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (paths.length === 0) return new Set();
  const { git, dir, supply } = repository;
  if (!supply.whole) await supply.blobs(await blobsAt(repository, base, isAttributes), 'base');
  const files = await attributeFiles(repository, base, paths.filter(isNameable));
  if (files.length === 0) return new Set();
  const env = { GIT_INDEX_FILE: `${dir}/index-attributes`, GIT_ATTR_NOSYSTEM: '1' };
  const lines = nulLines(files.map(({ path, oid }) => [`100644 ${oid}\t`, path]));
  await git.run(['update-index', '--add', '-z', '--index-info'], { cwd: dir, env, stdin: lines });
  const args = ['-c', 'core.attributesFile=', 'check-attr', '--cached', '-z', '--stdin', 'linguist-generated'];
  const fields = nulFields((await git.run(args, { cwd: dir, env, stdin: listed(paths) })).stdout);
  const found = new Set<string>();
  for (let at = 0; at + 2 < fields.length; at += 3)
    if (fields[at + 2] === 'set' || fields[at + 2] === 'true') found.add(fields[at] ?? '');
  return found;
};

/** Those in the folders above the paths: an index of these alone is made in no time, that of all files is not. */
const attributeFiles = async (
  { git, dir }: PrivateRepository,
  base: string,
  paths: readonly string[],
): Promise<readonly { readonly path: string; readonly oid: string }[]> => {
  const folders = new Set(['']);
  for (const path of paths)
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) folders.add(path.slice(0, at + 1));
  // cat-file reads a name a line
  const names = [...folders].filter((folder) => !/[\n\r]/.test(folder)).map((folder) => `${folder}.gitattributes`);
  const infos = await readInfos(
    git,
    names.map((name) => `${base}:${name}`),
    { cwd: dir },
  );
  return names.flatMap((path, index) => {
    const info = infos[index];
    return info?.type === 'blob' ? [{ path, oid: info.id }] : [];
  });
};

const isAttributes = (path: string): boolean => path === '.gitattributes' || path.endsWith('/.gitattributes');
