import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from '../../git/git.ts';
import { MARK } from '../kept-pack.ts';
import type { Place } from '../place.ts';

/**
 * Copies what these commits reach and the repository does not have, as one pack that no repack drops until `work` has let
 * refs name it. @throws git_failed, no_space, read_only, and what `work` throws
 */
export const takingObjects = async <T>(
  where: { readonly place: Place; readonly from: Git },
  what: { readonly commits: Iterable<string>; readonly known: Iterable<string> },
  work: () => Promise<T>,
): Promise<T> => {
  const { place, from } = where;
  const { cwd } = place;
  const stdin = [...what.commits, ...[...what.known].map((id) => `^${id}`)].map((line) => `${line}\n`).join('');
  const args = ['pack-objects', '--revs', '--stdout', '--delta-base-offset', '-q'];
  const { stdout: pack } = await from.run(args, { cwd, stdin });
  const count = pack.length < 12 ? 0 : pack.readUInt32BE(8);
  if (count === 0) return work();
  const { stdout } = await place.git.run(['index-pack', '--stdin', `--keep=${MARK}`], { cwd, stdin: pack });
  const [, name] = /^keep\t([0-9a-f]{40,64})$/m.exec(stdout.toString('latin1')) ?? [];
  try {
    return await work();
  } finally {
    if (name !== undefined) rmSync(join(place.commonDir, 'objects', 'pack', `pack-${name}.keep`), { force: true });
  }
};
