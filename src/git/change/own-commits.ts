import { nulRecords } from '../nul-records.ts';
import type { PrivateRepository } from './private-repository.ts';
import { type ListedCommit, MAX_COMMITS, listCommits } from './range-commits.ts';

/** Git walks for each one that it is asked of; of more one walk through all of the target branch tells. */
const FEW = 16;

/**
 * Of what git listed, what base does not have: where dates lie years apart git stops looking early, and lists commits of
 * both. No parent of the lowest of these is a merge base, for it would be the nearer one itself; so mostly no git is asked.
 * Merge bases git tells right.
 * @returns one more than a change may have, where there are more. @throws git_failed
 */
export const ownCommits = async (
  repository: PrivateRepository,
  range: { readonly head: string; readonly base: string; readonly merge_bases: readonly string[] },
  found: readonly ListedCommit[],
): Promise<readonly ListedCommit[]> => {
  const above = new Set([...range.merge_bases, ...found.map(({ oid }) => oid)]);
  const lowest = found.filter(({ parents }) => !parents.some((parent) => above.has(parent))).map(({ oid }) => oid);
  const isSure = lowest.length === 0 || range.merge_bases.length === 0;
  if (isSure || (lowest.length <= FEW && (await areOutside(repository, range.base, lowest)))) return found;
  const listed = await listCommits(repository, range);
  if (listed.length > MAX_COMMITS) return listed; // those beyond are not known
  const own = new Set(listed.map(({ oid }) => oid));
  const onOutput = nulRecords(1, ([oid = '']) => own.delete(oid));
  const args = ['log', '--no-show-signature', '--format=%H%x00', '--end-of-options', range.base, '--'];
  await repository.git.run(args, { cwd: repository.dir, onOutput });
  return listed.filter(({ oid }) => own.has(oid));
};

/** Whether base has none of them, of which none has another. */
const areOutside = async (
  { git, dir }: PrivateRepository,
  base: string,
  commits: readonly string[],
): Promise<boolean> => {
  const { stdout } = await git.run(['merge-base', '--independent', base, ...commits], { cwd: dir });
  const apart = new Set(stdout.toString('utf8').split('\n'));
  return commits.every((oid) => apart.has(oid));
};
