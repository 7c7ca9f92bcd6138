import type { Artifact } from '../domain/artifact.ts';
import { artifactIdOf } from '../domain/refs.ts';
import { sayingBroken } from './broken-ref.ts';
import type { World } from './ports.ts';
import type { StampWorld } from './source-stamp.ts';
import { type StaleReason, staleReasons } from './stale-sources.ts';

export interface ShownArtifact {
  readonly artifact: Artifact;
  readonly ref: string;
  readonly commit: string;
  /** It lies in the archive; `ref` is then the archive's. */
  readonly archived: boolean;
  readonly stale: boolean;
  readonly stale_reasons: readonly StaleReason[];
}

/**
 * One artifact and whether its sources are still what it was made from.
 * @throws invalid_artifact_id (also for a ref outside our namespace), artifact_not_found, artifact_corrupt
 */
export const showArtifact = async (
  world: StampWorld & Pick<World, 'store'>,
  idOrRef: string,
): Promise<ShownArtifact> => {
  const store = await world.store(world.cwd);
  const id = artifactIdOf(idOrRef);
  const { artifact, ref, commit, archived } = await sayingBroken(store, id, () => store.find(id));
  const reasons = await staleReasons(world, artifact.sources);
  return { artifact, ref, commit, archived, stale: reasons.length > 0, stale_reasons: reasons };
};
