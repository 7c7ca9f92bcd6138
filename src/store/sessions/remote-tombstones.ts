import { type Tombstone, readTombstone } from '../../domain/branch/tombstone.ts';
import { SESSIONS_BRANCH } from '../../domain/refs.ts';
import type { Place } from '../place.ts';
import { blobsAt } from './list-files.ts';
import { textsOf } from './read-branch.ts';

/**
 * What remotes pruned, as far as git fetched their branches, by path: no remote is asked. Two processes, and one or two
 * for each such branch. @throws branch_incomplete: what is not here may say that it was pruned
 */
export const remoteTombstones = async (
  place: Place,
  paths: readonly string[],
): Promise<ReadonlyMap<string, readonly Tombstone[]>> => {
  const found = new Map<string, readonly Tombstone[]>();
  for (const tip of await remoteTips(place)) {
    const blobs = await blobsAt(place, tip, paths);
    const texts = await textsOf(
      place,
      blobs.flatMap((blob) => blob ?? []),
    );
    for (const [index, path] of paths.entries()) {
      const tombstone = readTombstone(texts.get(blobs[index] ?? '') ?? '');
      if (tombstone !== undefined) found.set(path, [...(found.get(path) ?? []), tombstone]);
    }
  }
  return found;
};

/** Where the branch was at each remote when git fetched it. */
export const remoteTips = async (place: Place): Promise<readonly string[]> => {
  // by name: that of a remote may hold a slash
  const names = (await place.git.run(['remote'], place)).stdout.toString('utf8').split('\n').slice(0, -1);
  if (names.length === 0) return [];
  const refs = names.map((name) => `refs/remotes/${name}/${SESSIONS_BRANCH}`);
  const args = ['for-each-ref', '--format=%(objectname)', '--end-of-options', ...refs];
  return (await place.git.run(args, place)).stdout.toString('latin1').split('\n').slice(0, -1);
};
