import type { ArtifactId } from '../domain/refs.ts';
import type { PathState } from '../domain/path-state.ts';
import type { ArtifactStore } from '../store/artifact-store.ts';
import { newestSaves } from './link/linkable.ts';

/** Path → state of all that the newest save under a live id claims to be there. Of one that cannot be read: nothing. */
export const savedClaims = async (
  store: Pick<ArtifactStore, 'search' | 'tip'>,
  id: ArtifactId,
): Promise<ReadonlyMap<string, PathState>> => {
  const commit = await store.tip(id);
  const saves = commit === null ? [] : await newestSaves(store.search, [{ id, commit }]);
  const entries = saves.flatMap(({ manifest }) => manifest.entries);
  return new Map(entries.flatMap(({ path, after, claimed }) => (claimed && after !== null ? [[path, after]] : [])));
};
