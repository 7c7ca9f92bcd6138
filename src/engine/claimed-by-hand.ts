import { pathKey } from '../domain/change-keys.ts';
import type { ArtifactId } from '../domain/refs.ts';
import type { ArtifactStore } from '../store/artifact-store.ts';
import { newestSaves } from './link/linkable.ts';

/** Whether the newest save under an id claims a path; null: nothing is there under it. */
export const claimedByHand = async (
  store: Pick<ArtifactStore, 'search' | 'tip'>,
  id: ArtifactId,
): Promise<((path: string) => Promise<boolean>) | null> => {
  const commit = await store.tip(id);
  if (commit === null) return null;
  const saves = await newestSaves(store.search, [{ id, commit }]);
  const claimed = saves.flatMap(({ manifest }) => manifest.entries.filter((entry) => entry.claimed));
  const paths = new Set<string>(claimed.map(({ path }) => path));
  const keys = new Set(claimed.flatMap(({ path_key }) => path_key ?? []));
  return async (path) => paths.has(path) || (keys.size > 0 && keys.has(await pathKey(path)));
};
