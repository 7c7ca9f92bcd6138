import type { FileState } from '../../domain/path-state.ts';
import { readInfos } from '../read-objects.ts';
import type { PrivateRepository } from './private-repository.ts';

/** A file that was changed from `before` to `head`, on top of which another side changed `before` to `base`. */
export interface Overwriting {
  readonly path: string;
  readonly before: FileState;
  readonly base: FileState;
  readonly head: FileState;
}

/** Whose commits these are matters to nobody: they are deleted with the private repository. */
const NOBODY = {
  GIT_AUTHOR_NAME: 'nobody',
  GIT_AUTHOR_EMAIL: 'nobody@invalid',
  GIT_AUTHOR_DATE: '@0 +0000',
  GIT_COMMITTER_NAME: 'nobody',
  GIT_COMMITTER_EMAIL: 'nobody@invalid',
  GIT_COMMITTER_DATE: '@0 +0000',
};

/**
 * Those whose head holds what the other side did: merging that side into it is clean, and adds nothing. What git cannot
 * merge, or whose content is not here, is not among them.
 */
export const keptChanges = async (
  repository: PrivateRepository,
  asked: readonly Overwriting[],
): Promise<ReadonlySet<string>> => {
  const here = await presentOnes(repository, asked);
  if (here.length === 0) return new Set();
  const { git, dir } = repository;
  const run = async (args: readonly string[], stdin = ''): Promise<string> =>
    (await git.run(args, { cwd: dir, stdin, env: NOBODY })).stdout.toString('utf8').trim();
  const commitOf = async (side: 'before' | 'base' | 'head', ...parents: readonly string[]): Promise<string> => {
    const lines = here.map(({ [side]: { mode, oid } }, at) => `${mode} blob ${oid}\t${at}\0`);
    const tree = await run(['mktree', '-z'], lines.join(''));
    return run(['commit-tree', ...parents.flatMap((parent) => ['-p', parent]), '-m', side, tree]);
  };
  const root = await commitOf('before');
  const sides = [await commitOf('base', root), await commitOf('head', root)];
  const merge = ['merge-tree', '--write-tree', '--no-messages', ...sides];
  // 1: a conflict in some of them; above: git could not merge at all
  const { code, stdout } = await git.run(merge, { cwd: dir, allow: [0, 1, 128] });
  if (code > 1) return new Set();
  const listed = await run([
    'ls-tree',
    '--format=%(objectname) %(path)',
    stdout.toString('utf8').split('\n', 1)[0] ?? '',
  ]);
  const merged = new Map(listed.split('\n').map((line) => line.split(' ', 2).reverse() as [string, string]));
  return new Set(here.flatMap(({ path, head }, at) => (merged.get(String(at)) === head.oid ? [path] : [])));
};

const presentOnes = async (
  { git, dir, supply }: PrivateRepository,
  asked: readonly Overwriting[],
): Promise<readonly Overwriting[]> => {
  const statesOf = ({ before, base, head }: Overwriting): readonly FileState[] => [before, base, head];
  const files = asked.filter((one) => statesOf(one).every(({ mode }) => mode.startsWith('100')));
  if (files.length === 0) return [];
  const ids = [...new Set(files.flatMap((one) => statesOf(one).map(({ oid }) => oid)))];
  await supply.blobs(ids, 'head');
  const infos = await readInfos(git, ids, { cwd: dir });
  const blobs = new Set(ids.filter((_, at) => infos[at]?.type === 'blob'));
  return files.filter((one) => statesOf(one).every(({ oid }) => blobs.has(oid)));
};
