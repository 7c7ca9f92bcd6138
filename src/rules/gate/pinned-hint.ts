import type { Judgement } from '../../domain/judgement.ts';
import { plainId } from '../../domain/named-artifact.ts';
import { artifactRef, isArtifactId } from '../../domain/refs.ts';

/**
 * What stands behind a hint to save again: a version that the change pins stays the one that is judged, until the new one
 * is named in its place. '' where none of the artifacts is pinned.
 * @param ids with their origin, as a judgement has them
 */
export const pinnedHint = (ids: readonly string[], { artifacts }: Pick<Judgement, 'artifacts'>): string =>
  artifacts
    .filter(({ id, named }) => named === 'pinned' && ids.includes(id))
    .map(({ id, version }) => {
      const plain = plainId(id);
      const newest = isArtifactId(plain) ? `$(git rev-parse ${artifactRef(plain)})` : 'VERSION';
      return `; the change pins its version ${version.slice(0, 12)}: name the new one in its place, Handoff: ${plain}@${newest}`;
    })
    .join('');
