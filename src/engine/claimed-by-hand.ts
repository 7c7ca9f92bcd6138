import type { Artifact } from '../domain/artifact.ts';
import { pathKey } from '../domain/change-keys.ts';
import { insteadOf, OpenSessionError } from '../domain/errors.ts';
import type { ArtifactId } from '../domain/refs.ts';
import type { ArtifactStore } from '../store/artifact-store.ts';
import { newestSaves } from './link/linkable.ts';

/**
 * Whether the newest save under an id claims a path, also one in the archive; null: nothing is there under it.
 * @throws usage (it holds sessions), artifact_corrupt, artifact_incomplete
 */
export const claimedByHand = async (
  store: Pick<ArtifactStore, 'search' | 'find'>,
  id: ArtifactId,
): Promise<((path: string) => Promise<boolean>) | null> => {
  const kept = await store.find(id).catch(insteadOf('artifact_not_found', null));
  if (kept === null) return null;
  refuseSessions(id, kept.artifact);
  const saves = await newestSaves(store.search, [{ id, commit: kept.commit }]);
  const claimed = saves.flatMap(({ manifest }) => manifest.entries.filter((entry) => entry.claimed));
  const paths = new Set<string>(claimed.map(({ path }) => path));
  const keys = new Set(claimed.flatMap(({ path_key }) => path_key ?? []));
  return async (path) => paths.has(path) || (keys.size > 0 && keys.has(await pathKey(path)));
};

/** @throws usage */
export const refuseSessions = (id: ArtifactId, { sources }: Pick<Artifact, 'sources'>): void => {
  if (sources.length > 0)
    throw new OpenSessionError('usage', `expected an id of your own, found ${id}, which holds sessions`);
};
