import type { FileMerge } from '../../domain/file-merge.ts';
import type { FileState, PathState } from '../../domain/path-state.ts';
import { nulFields } from '../path-text.ts';
import { flatTree } from './flat-tree.ts';
import { mergeCommits } from './merge-commits.ts';
import { presentOnes } from './present-files.ts';
import { NOBODY, type PrivateRepository } from './private-repository.ts';

/**
 * What git makes of each merge, in the order asked; null: a conflict, no regular file, one of more than 4 MiB, or a content that is
 * nowhere. All in one tree of one file each, so that a hundred cost no more processes than one.
 * @param union paths whose lines of both sides are kept
 */
export const mergeFiles = async (
  repository: PrivateRepository,
  asked: readonly FileMerge[],
  union: ReadonlySet<string> = new Set(),
): Promise<readonly PathState[]> => {
  const here = await presentOnes(repository, asked, statesOf);
  if (here.length === 0) return asked.map(() => null);
  const { git, dir } = repository;
  const run = async (args: readonly string[]): Promise<Buffer> =>
    (await git.run(args, { cwd: dir, env: NOBODY })).stdout;
  const commitOf = async (side: 'before' | 'ours' | 'theirs', ...parents: readonly string[]): Promise<string> => {
    const files = here.map((merge) => merge[side]);
    const tree = await flatTree(repository, files);
    const commit = await run(['commit-tree', ...parents.flatMap((parent) => ['-p', parent]), '-m', side, tree]);
    return commit.toString('utf8').trim();
  };
  const root = await commitOf('before');
  const [ours, theirs] = [await commitOf('ours', root), await commitOf('theirs', root)];
  const kept = here.flatMap(({ path }, at) => (path !== undefined && union.has(path) ? [String(at)] : []));
  const made = await mergeCommits(repository, [ours, theirs], new Set(kept));
  if (made === null) return asked.map(() => null);
  const merged = new Map<string, FileState>();
  for (const entry of nulFields(await run(['ls-tree', '-z', '--full-tree', made.tree]))) {
    const [, mode, oid, name] = /^(\d{6}) blob ([0-9a-f]+)\t(\d+)$/.exec(entry) ?? [];
    if (mode !== undefined && oid !== undefined && name !== undefined) merged.set(name, { mode, oid });
  }
  // a file with a conflict in it is there too, with the marks of one
  for (const name of made.conflicts) merged.delete(name);
  return asked.map((one) => merged.get(String(here.indexOf(one))) ?? null);
};

const statesOf = ({ before, ours, theirs }: FileMerge): readonly FileState[] => [before, ours, theirs];
