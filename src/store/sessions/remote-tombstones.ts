import { type Tombstone, readTombstone } from '../../domain/branch/tombstone.ts';
import { SESSIONS_BRANCH } from '../../domain/refs.ts';
import { readEach } from '../../git/read-objects.ts';
import type { Place } from '../place.ts';

/**
 * What remotes pruned, as far as git fetched their branches, by path: no remote is asked. Two processes, three where there
 * is such a branch.
 */
export const remoteTombstones = async (
  place: Place,
  paths: readonly string[],
): Promise<ReadonlyMap<string, readonly Tombstone[]>> => {
  // by name: that of a remote may hold a slash
  const names = (await place.git.run(['remote'], place)).stdout.toString('utf8').split('\n').slice(0, -1);
  if (names.length === 0) return new Map();
  const refs = names.map((name) => `refs/remotes/${name}/${SESSIONS_BRANCH}`);
  const args = ['for-each-ref', '--format=%(objectname)', '--end-of-options', ...refs];
  const tips = (await place.git.run(args, place)).stdout.toString('latin1').split('\n').slice(0, -1);
  const asked = tips.flatMap((tip) => paths.map((path) => ({ path, name: `${tip}:${path}` })));
  const blobs = await readEach(
    place.git,
    asked.map(({ name }) => name),
    place,
  );
  const found = new Map<string, readonly Tombstone[]>();
  for (const [index, { path }] of asked.entries()) {
    const tombstone = readTombstone(blobs[index]?.bytes.toString('utf8') ?? '');
    if (tombstone !== undefined) found.set(path, [...(found.get(path) ?? []), tombstone]);
  }
  return found;
};
