import type { FileState } from '../../domain/path-state.ts';
import type { PrivateRepository } from './private-repository.ts';

/** Id of a tree of these files and nothing else, each by its place behind a prefix: one process makes it, however many there are. */
export const flatTree = async (
  { git, dir }: PrivateRepository,
  files: readonly FileState[],
  prefix = '',
): Promise<string> => {
  const stdin = files.map(({ mode, oid }, at) => `${mode} blob ${oid}\t${prefix}${at}\0`).join('');
  return (await git.run(['mktree', '-z'], { cwd: dir, stdin })).stdout.toString('utf8').trim();
};
