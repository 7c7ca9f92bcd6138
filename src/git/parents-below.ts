import type { Git } from './git.ts';

/** The parents of each commit that these reach: children before their parents, the newest first. */
export const parentsBelow = async (
  { git, cwd }: { readonly git: Git; readonly cwd: string },
  commits: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  if (commits.length === 0) return new Map();
  const stdin = commits.map((commit) => `${commit}\n`).join('');
  const { stdout } = await git.run(['rev-list', '--date-order', '--parents', '--stdin'], { cwd, stdin });
  const lines = stdout.toString('latin1').split('\n').slice(0, -1);
  return new Map(
    lines.map((line): [string, readonly string[]] => {
      const [commit = '', ...parents] = line.split(' ');
      return [commit, parents];
    }),
  );
};
