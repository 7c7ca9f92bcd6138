import type { Git } from './git.ts';

/**
 * Which repository this is, by the commits without parents that its HEAD goes back to: clones and forks have the same.
 * null: it cannot be told (no commit yet, a shallow history).
 * @param how `first`: only the one that the main line goes back to, for which less of the history is read
 */
export const rootCommits = async (git: Git, cwd: string, how: 'first' | 'all'): Promise<readonly string[] | null> => {
  const shallow = await git.run(['rev-parse', '--is-shallow-repository'], { cwd });
  if (shallow.stdout.toString('utf8').trim() !== 'false') return null;
  const only = how === 'first' ? ['--first-parent'] : [];
  const args = ['rev-list', ...only, '--max-parents=0', '--end-of-options', 'HEAD'];
  const { code, stdout } = await git.run(args, { cwd, allow: [0, 128] });
  const roots = stdout
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  return code !== 0 || roots.length === 0 ? null : roots;
};
