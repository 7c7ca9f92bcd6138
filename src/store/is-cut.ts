import { shallowIn } from '../git/shallow-in.ts';
import type { Place } from './place.ts';

/** Whether a shallow clone has only the newest versions below one. No process where it has all of everything. */
export const isCut = async ({ git, cwd, commonDir }: Place, commit: string): Promise<boolean> => {
  const cuts = shallowIn({ dir: commonDir });
  if (cuts.size === 0) return false;
  const { stdout } = await git.run(['rev-list', '--end-of-options', commit], { cwd, allow: [0, 128] });
  const versions = stdout.toString('latin1').split('\n');
  return versions.some((version) => cuts.has(version));
};
