import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../place.ts';
import { gcRuns } from '../write-then-move.ts';

/** A file of any size, handed to git by its name, becomes an object. @returns its id */
export const hashLarge = async ({ git, cwd }: Place, path: string): Promise<string> =>
  (await git.run(['hash-object', '-w', '--no-filters', '--', path], { cwd })).stdout.toString('utf8').trim();

/**
 * Keeps such an object, which a ref names by now, from a gc that looked at the refs before: it deletes loose objects, and
 * leaves a pack alone that is younger than itself.
 */
export const keepLarge = async (place: Place, path: string, blob: string): Promise<void> => {
  const loose = join(place.commonDir, 'objects', blob.slice(0, 2), blob.slice(2));
  if (!gcRuns(place) && existsSync(loose)) return;
  await hashLarge(place, path);
  const pack = join(place.commonDir, 'objects', 'pack', 'pack');
  await place.git.run(['pack-objects', '-q', '--window=0', pack], { cwd: place.cwd, stdin: `${blob}\n` });
};
