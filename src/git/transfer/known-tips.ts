import { HANDOFF_PREFIX } from '../../domain/refs.ts';
import type { Git } from '../git.ts';
import { readEach } from '../read-objects.ts';

/** Of the repository whose objects are borrowed: what a remote is told that it need not send. */
export const KNOWN_TIPS = `core.alternateRefsPrefixes=${HANDOFF_PREFIX}`;
/** A name of no ref. */
export const NO_TIPS = 'core.alternateRefsPrefixes=refs/opensession/none/';

/** Where those are that can be read, in the repository of the transfer. */
const READABLE = 'refs/known/tips/';

/**
 * git reads each tip that it tells a remote of, and ends at one that is damaged. Where one is, the others become refs of the
 * transfer's own repository, so that they alone are told. @param borrowed the repository of the user
 * @returns whether one is damaged
 */
export const nameReadable = async (
  { git, cwd }: { readonly git: Git; readonly cwd: string },
  borrowed: Git,
): Promise<boolean> => {
  // not by name: names that are no UTF-8 may read alike
  const args = ['for-each-ref', '--format=%(objectname)', '--end-of-options', HANDOFF_PREFIX];
  const listed = (await borrowed.run(args, { cwd })).stdout.toString('latin1').split('\n').slice(0, -1);
  const tips = [...new Set(listed)];
  const read = await readEach(borrowed, tips, { cwd });
  if (!read.includes(null)) return false;
  const readable = read.flatMap((tip) => (tip?.type === 'commit' ? [tip.id] : []));
  const stdin = readable.map((id) => `update ${READABLE}${id} ${id}\n`).join('');
  await git.run(['update-ref', '--stdin'], { cwd, stdin });
  return true;
};
