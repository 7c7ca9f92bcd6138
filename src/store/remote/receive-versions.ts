import { readInfos } from '../../git/read-objects.ts';
import { type ArtifactRepositories, shelfOf } from './artifact-repository.ts';
import { fetchInto, type OriginRemote } from './origin-remote.ts';

/** Versions of one artifact, the newest first: as many as a gate reads. */
const DEPTH = 16;
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
  const infos = await readInfos(place.git, [...new Set(commits)], place);
  const ids = [...new Set(commits)].filter((_, index) => infos[index] === null);
  // one byte more: git leaves out what has the limit or more
  await fetchInto(remote, place, { ids, filter: `blob:limit=${MAX_FILE + 1}`, depth: DEPTH, maxBytes: MAX_BYTES });
};
