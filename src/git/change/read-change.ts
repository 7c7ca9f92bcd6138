/** Questions about a change that only some of its paths raise, asked of the private repository. */
import { OpenSessionError } from '../../domain/errors.ts';
import { isNameable } from '../path-text.ts';
import { readObjects } from '../read-objects.ts';
import { blobsAt, filesOf } from './base-attributes.ts';
import type { PrivateRepository } from './private-repository.ts';

/** Texts of files at a commit, null for what is no file there. More than so many bytes in all are refused. @throws config_invalid, git_failed */
export const filesAt = async (
  repository: PrivateRepository,
  commit: string,
  { paths, most = MAX_FILE }: { readonly paths: readonly string[]; readonly most?: number | undefined },
): Promise<readonly ({ readonly oid: string; readonly text: string; readonly bytes: Uint8Array } | null)[]> => {
  const { git, dir, supply } = repository;
  if (!supply.whole) {
    await supply.trees([commit], 'base');
    const asked = new Set(paths);
    await supply.blobs(await blobsAt(repository, commit, (path) => asked.has(path)), 'base');
  }
  const names = paths.map((path) => `${commit}:${path}`);
  try {
    const found = await readObjects(git, names, { cwd: dir, limit: most });
    return found.map((one) =>
      one?.type === 'blob' ? { oid: one.id, text: one.bytes.toString('utf8'), bytes: one.bytes } : null,
    );
  } catch (error) {
    if (!(error instanceof OpenSessionError) || !/bytes/.test(error.message)) throw error;
    throw new OpenSessionError('config_invalid', `expected ${paths.join(', ')} of at most ${most} bytes together`);
  }
};

const MAX_FILE = 1024 * 1024;

/** Names of all files of a commit. @throws git_failed */
export const pathsAt = async (repository: PrivateRepository, commit: string): Promise<readonly string[]> => {
  if (!repository.supply.whole) await repository.supply.trees([commit], 'base');
  return (await filesOf(repository, commit)).map(({ path }) => path);
};

/** Of the target branch that are looked at between remotes. */
const MOST_COMMITS = 200;

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
        `--max-count=${MOST_COMMITS}`,
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
