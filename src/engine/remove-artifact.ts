import { OpenSessionError, isUnreadable } from '../domain/errors.ts';
import { type ArtifactId, artifactIdOf, artifactRef } from '../domain/refs.ts';
import { type HistoryCut, historyCut } from '../domain/retention-findings.ts';
import type { ArtifactStore } from '../store/artifact-store.ts';
import { sayingBroken } from './broken-ref.ts';
import type { World } from './ports.ts';

export interface RemoveResult {
  readonly artifact_id: string;
  readonly ref: string;
  /** The tip that the ref had; until git collects it, `artifact restore` brings it back. */
  readonly commit: string;
  /** A version that stays in the archive, where `artifact show` finds it; null: there is none. */
  readonly archived: string | null;
  /** Older versions are not here, as the clone is shallow, and not recorded as removed: a clone that has them may bring them back. */
  readonly cut: boolean;
  readonly removed: boolean;
  /** What there is to say of `cut`; null: nothing. */
  readonly history: HistoryCut | null;
}

/**
 * Deletes an artifact's ref, only if it is still where it was read, and records that, so that no clone brings it back. An unreadable artifact can be removed as well.
 * @throws invalid_artifact_id, artifact_not_found, artifact_corrupt (its ref names no object), ref_conflict, ref_locked
 */
export const removeArtifact = async (
  world: Pick<World, 'store' | 'cwd'>,
  request: { readonly idOrRef: string; readonly dryRun?: boolean },
): Promise<RemoveResult> => {
  const id = artifactIdOf(request.idOrRef);
  const store = await world.store(world.cwd);
  const commit = await sayingBroken(store, id, () => tipOf(store, id));
  const removed = request.dryRun !== true;
  if (removed) await store.remove(id, commit);
  const [archived, cut] = [await archivedCommit(store, id), await store.isCut(commit)];
  const how = { verb: 'rm', isDone: removed } as const;
  const history = cut ? historyCut(id, { ...how, remote: await store.homeRemote() }) : null;
  return { artifact_id: id, ref: artifactRef(id), commit, archived, cut, removed, history };
};

/** @throws artifact_not_found */
const tipOf = async (store: ArtifactStore, id: ArtifactId): Promise<string> => {
  const commit = await store.tip(id);
  if (commit !== null) return commit;
  throw new OpenSessionError('artifact_not_found', `expected an artifact ${id}, found none`, {
    hint: 'see which there are: opensession session handoff artifact list --all; what is archived goes with artifact prune',
  });
};

const archivedCommit = async (store: ArtifactStore, id: ArtifactId): Promise<string | null> => {
  try {
    return (await store.archive.read(id)).commit;
  } catch (error) {
    // an archive that cannot be read is told by verify and doctor
    if (isUnreadable(error) || (error instanceof OpenSessionError && error.code === 'artifact_not_found')) return null;
    throw error;
  }
};
