import { OpenSessionError } from '../../domain/errors.ts';
import type { ArtifactId } from '../../domain/refs.ts';
import { readInfos } from '../../git/read-objects.ts';
import type { Place } from '../place.ts';
import { corrupt } from '../read-version.ts';
import { readArchived } from './read-archive.ts';

/**
 * An archived artifact as the base of a next version. Its commit must be here: a shallow archive holds files alone.
 * @throws artifact_not_found, artifact_corrupt
 */
export const archivedTip = async (place: Place, id: ArtifactId) => {
  const tip = await readArchived(place, id);
  const [info] = await readInfos(place.git, [tip.commit], place);
  if (info?.type === 'commit') return tip;
  throw corrupt(`${id} in the archive`, 'its history is not here: fetch the archive whole');
};

/**
 * The same, or null also where the archive cannot be read: a save must not fail for it, and overwrites nothing there.
 */
export const archivedTipOrNull = async (place: Place, id: ArtifactId) => {
  try {
    return await archivedTip(place, id);
  } catch (error) {
    if (error instanceof OpenSessionError && NONE.has(error.code)) return null;
    throw error;
  }
};

const NONE: ReadonlySet<string> = new Set(['artifact_not_found', 'artifact_corrupt']);
