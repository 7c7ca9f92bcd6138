import { artifactIdOf, artifactRef } from '../domain/refs.ts';
import type { World } from './ports.ts';

export interface RestoreResult {
  readonly artifact_id: string;
  readonly ref: string;
  /** Null in a dry run. */
  readonly commit: string | null;
  /** The archived or removed version that it is built upon. */
  readonly from: string;
  readonly restored: boolean;
}

/**
 * Makes an archived artifact live again, or one that was removed and that git has not collected: a new version upon the
 * old one, with the same files, so that the removal that was recorded is not about it. @throws invalid_artifact_id, artifact_not_found, artifact_corrupt, ref_conflict (it is live)
 */
export const restoreArtifact = async (
  world: Pick<World, 'store' | 'cwd'>,
  request: { readonly idOrRef: string; readonly dryRun?: boolean },
): Promise<RestoreResult> => {
  const id = artifactIdOf(request.idOrRef);
  const { archive } = await world.store(world.cwd);
  const { commit: from } = await archive.lastVersion(id);
  if (request.dryRun === true) return { artifact_id: id, ref: artifactRef(id), commit: null, from, restored: false };
  const restored = await archive.restore(id);
  return { artifact_id: id, ...restored, from, restored: true };
};
