import type { Git } from './git.ts';

interface Where {
  readonly git: Git;
  readonly cwd: string;
}

/**
 * Where refs are, by their names; one whose file holds no object id is left out. No object is opened for it.
 * @param names of refs, or what theirs begin with; none: all
 */
export const refTargets = async (
  { git, cwd }: Where,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const args = ['for-each-ref', '--format=%(objectname) %(refname)', '--end-of-options', ...names];
  const lines = (await git.run(args, { cwd })).stdout.toString('utf8').split('\n').slice(0, -1);
  return new Map(lines.map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))] as const));
};

/** null: there is no such ref, or its file holds no object id. */
export const refTarget = async (where: Where, ref: string): Promise<string | null> =>
  (await refTargets(where, [ref])).get(ref) ?? null;
