import { isArtifactId, type ArtifactId } from '../../domain/refs.ts';
import { listEntries } from '../list-entries.ts';
import type { Place } from '../place.ts';

export interface LocalTips {
  readonly tips: ReadonlyMap<ArtifactId, string>;
  /** What is no version of an artifact is neither sent nor built upon: it may be a commit of the user's own history. */
  readonly problems: ReadonlyMap<string, string>;
}

export const readLocalTips = async (place: Place): Promise<LocalTips> => {
  const tips = new Map<ArtifactId, string>();
  const problems = new Map<string, string>();
  for (const { artifact_id, commit, problem } of await listEntries(place, (entry) => entry)) {
    if (problem === null && isArtifactId(artifact_id)) tips.set(artifact_id, commit);
    else problems.set(artifact_id, problem ?? 'its name is no artifact id');
  }
  return { tips, problems };
};
