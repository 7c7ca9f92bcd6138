/** Attributes of paths as the target branch has them: never those of the change, of a user or of a machine. */
import { listed } from '../path-attributes.ts';
import { isNameable, nulFields, nulLines } from '../path-text.ts';
import { readInfos } from '../read-objects.ts';
import type { PrivateRepository } from './private-repository.ts';

/** Paths that the target branch marks `linguist-generated`. */
export const generatedPaths = async (
  repository: PrivateRepository,
  base: string,
  paths: readonly string[],
): Promise<ReadonlySet<string>> =>
  pathsWith(repository, base, { paths, attribute: 'linguist-generated', values: ['set', 'true'] });

/** Paths of which a merge keeps the lines of both sides (`merge=union`): git has that built in, and runs no program for it. */
export const unionPaths = async (
  repository: PrivateRepository,
  base: string,
  paths: readonly string[],
): Promise<ReadonlySet<string>> => pathsWith(repository, base, { paths, attribute: 'merge', values: ['union'] });

const pathsWith = async (
  repository: PrivateRepository,
  base: string,
  asked: { readonly paths: readonly string[]; readonly attribute: string; readonly values: readonly string[] },
): Promise<ReadonlySet<string>> => {
  const { paths, attribute, values } = asked;
  if (paths.length === 0) return new Set();
  const { git, dir, supply } = repository;
  if (!supply.whole) await supply.blobs(await blobsAt(repository, base, isAttributes), 'base');
  const files = await attributeFiles(repository, base, paths.filter(isNameable));
  if (files.length === 0) return new Set();
  const env = { GIT_INDEX_FILE: `${dir}/index-attributes`, GIT_ATTR_NOSYSTEM: '1' };
  const lines = nulLines(files.map(({ path, oid }) => [`100644 ${oid}\t`, path]));
  await git.run(['update-index', '--add', '-z', '--index-info'], { cwd: dir, env, stdin: lines });
  const args = ['-c', 'core.attributesFile=', 'check-attr', '--cached', '-z', '--stdin', attribute];
  const fields = nulFields((await git.run(args, { cwd: dir, env, stdin: listed(paths) })).stdout);
  const found = new Set<string>();
  for (let at = 0; at + 2 < fields.length; at += 3)
    if (values.includes(fields[at + 2] ?? '')) found.add(fields[at] ?? '');
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

/** Ids of the files of a commit, by path. */
export const blobsAt = async (
  repository: PrivateRepository,
  commit: string,
  isAsked: (path: string) => boolean,
): Promise<readonly string[]> =>
  (await filesOf(repository, commit)).flatMap(({ oid, path }) => (isAsked(path) ? [oid] : []));

interface CommitFile {
  readonly oid: string;
  readonly path: string;
}

/** Of a large repository it is a long list, which is asked for its attributes, its names and its contents. */
const listings = new WeakMap<PrivateRepository, Map<string, Promise<readonly CommitFile[]>>>();

/** Files of a commit, of which the trees are here; links are some. */
export const filesOf = (repository: PrivateRepository, commit: string): Promise<readonly CommitFile[]> => {
  const lists = listings.get(repository) ?? new Map<string, Promise<readonly CommitFile[]>>();
  listings.set(repository, lists);
  const files = lists.get(commit) ?? list(repository, commit);
  lists.set(commit, files);
  // the trees may not be here yet
  files.catch(() => lists.delete(commit));
  return files;
};

const list = async ({ git, dir }: PrivateRepository, commit: string): Promise<readonly CommitFile[]> => {
  const { stdout } = await git.run(['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit], { cwd: dir });
  return stdout
    .toString('utf8')
    .split('\0')
    .flatMap((entry) => {
      const [, oid, path] = /^\d{6} blob ([0-9a-f]+)\t([^]+)$/.exec(entry) ?? [];
      return oid !== undefined && path !== undefined ? [{ oid, path }] : [];
    });
};
