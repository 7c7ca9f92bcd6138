import type { Place } from './place.ts';

/**
 * Where a repository keeps a log of a ref (core.logAllRefUpdates), its former tips hold what was pruned: it is emptied. Not
 * among the tries of a prune: a second one would find nothing to take out, and say so. @throws ref_locked
 */
export const forgetLog = async ({ git, cwd }: Pick<Place, 'git' | 'cwd'>, ref: string): Promise<void> => {
  const { code } = await git.run(['reflog', 'exists', ref], { cwd, allow: [0, 1] });
  if (code === 0) await git.run(['reflog', 'expire', '--expire=all', ref], { cwd });
};
