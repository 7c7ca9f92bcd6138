import type { Git } from './git.ts';
import { promisedAmong } from './promised-objects.ts';
import { type ReadObject, readEach } from './read-objects.ts';

/** `absent`: a partial clone left it out; null: it is missing or damaged. */
export type Held = ReadObject | 'absent' | null;

/** Many objects by their ids, in the order asked, each told for itself. @throws git_failed */
export const readOrAbsent = async (
  where: { readonly git: Git; readonly cwd: string; readonly commonDir: string },
  ids: readonly string[],
): Promise<readonly Held[]> => {
  const found = await readEach(where.git, ids, where);
  const isLost = (_: string, index: number): boolean => found[index] == null;
  const promised = await promisedAmong(where, ids.filter(isLost));
  return ids.map((id, index) => found[index] ?? (promised.has(id) ? 'absent' : null));
};
