import { insteadOf } from '../domain/errors.ts';
import type { ArtifactId } from '../domain/refs.ts';
import type { StoredArtifact } from './kept-artifact.ts';
import { archivedTipOrNull } from './archive/archived-tip.ts';
import { readArchived } from './archive/read-archived.ts';
import type { Place } from './place.ts';
import { readStored, type Tip } from './read-version.ts';

/** The live one, else what the archive holds. @throws artifact_not_found, artifact_corrupt */
export const readOrArchived = async (place: Place, id: ArtifactId): Promise<StoredArtifact> =>
  (await storedOrNull(place, id)) ?? readArchived(place, id);

/** As tipOrArchived, with the content. */
export const storedOrArchived = async (place: Place, id: ArtifactId): Promise<(StoredArtifact & Tip) | null> =>
  (await storedOrNull(place, id)) ?? (await archivedTipOrNull(place, id));

const storedOrNull = (place: Place, id: ArtifactId): Promise<(StoredArtifact & Tip) | null> =>
  readStored(place, id).catch(insteadOf('artifact_not_found', null));
