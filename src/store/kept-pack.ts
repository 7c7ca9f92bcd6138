import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { GitObject } from '../git/object-id.ts';
import { writePack } from '../git/write-objects.ts';
import { namesIn } from '../git/names-in.ts';
import type { Place } from './place.ts';

export const MARK = 'opensession: refs are about to name these objects';
/** A batch takes seconds: what is older was left by one that was killed, and would keep its pack from every repack. */
const ABANDONED_MS = 60 * 60 * 1000;

/** Keeps a pack of objects from any repack until `work` has let refs name them. @throws no_space, read_only */
export const withKeptPack = async <T>(
  place: Place,
  objects: readonly GitObject[],
  work: () => Promise<T>,
): Promise<T> => {
  releaseAbandoned(place);
  const keep = await writePack(place.git, { ...place, keep: MARK }, objects);
  try {
    return await work();
  } finally {
    rmSync(keep, { force: true });
  }
};

/** For whoever keeps a pack as well. */
export const releaseAbandoned = ({ commonDir, clock }: Place): void => {
  const dir = join(commonDir, 'objects', 'pack');
  const now = clock.now();
  for (const name of namesIn(dir).filter((name) => name.endsWith('.keep'))) {
    const path = join(dir, name);
    try {
      const isOld = now.getTime() - statSync(path).mtimeMs > ABANDONED_MS;
      if (isOld && readFileSync(path, 'utf8').startsWith(MARK)) rmSync(path, { force: true });
    } catch {
      // gone meanwhile, or not ours to read: the pack stays kept
    }
  }
};
