import { readInfos } from '../../git/read-objects.ts';
import type { Place } from '../place.ts';
import { type ArtifactRepositories, shelfOf } from './artifact-repository.ts';
import { fetchInto, type OriginRemote } from './origin-remote.ts';

/** Versions of one artifact, the newest first: as many as a gate reads, and of one that is too large so the newest. */
const DEPTH = 2_048;
const NEWEST = 16;
/** Of one file, and of all that one fetch brings in. */
const MAX_FILE = 8 * 1024 * 1024;
const MAX_BYTES = 256 * 1024 * 1024;

/** Fetches versions whole, with those before them: git checks each object, and larger files stay away. */
export const receiveVersions = async (
  remote: OriginRemote,
  repositories: ArtifactRepositories,
  commits: readonly string[],
): Promise<void> => {
  const place = shelfOf(repositories, 'versions');
  const asked = [...new Set(commits)];
  // one byte more: git leaves out what has the limit or more
  const how = { filter: `blob:limit=${MAX_FILE + 1}`, maxBytes: MAX_BYTES };
  await fetchInto(remote, place, { ids: await absent(place, asked), ...how, depth: DEPTH });
  await fetchInto(remote, place, { ids: await absent(place, asked), ...how, depth: NEWEST });
};

const absent = async (place: Place, ids: readonly string[]): Promise<readonly string[]> => {
  const infos = await readInfos(place.git, ids, place);
  return ids.filter((_, index) => infos[index] === null);
};
