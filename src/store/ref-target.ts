import type { Place } from './place.ts';

/** Where a ref is; null: there is none, or its file holds no object id. No object is opened for it. */
export const refTarget = async ({ git, cwd }: Place, ref: string): Promise<string | null> => {
  const args = ['for-each-ref', '--format=%(refname) %(objectname)', '--end-of-options', ref];
  const lines = (await git.run(args, { cwd })).stdout.toString('utf8').split('\n');
  return lines.find((line) => line.startsWith(`${ref} `))?.slice(ref.length + 1) ?? null;
};
