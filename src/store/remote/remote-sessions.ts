import { MAX_PUBLISHED, nameSessions, type PublishedSession, readSessions } from '../sessions/published-sessions.ts';
import { type ArtifactRepositories, shelfOf } from './artifact-repository.ts';
import { fetchInto, type OriginRemote } from './origin-remote.ts';

/** Sessions of a remote's branch: its trees, then the files of those that are asked for. @param tip as listed */
export const remoteSessions = async (
  remote: OriginRemote,
  repositories: ArtifactRepositories,
  { tip, session_ids }: { readonly tip: string; readonly session_ids: readonly string[] },
): Promise<readonly PublishedSession[]> => {
  const place = shelfOf(repositories, 'sessions');
  const how = { maxBytes: MAX_PUBLISHED, depth: 1 };
  await fetchInto(remote, place, { ids: [tip], filter: 'blob:none', ...how });
  const named = await nameSessions(place, tip, session_ids);
  const blobs = named.flatMap(({ hail, meta }) => (meta === null ? [hail] : [hail, meta]));
  await fetchInto(remote, place, { ids: [...new Set(blobs)], ...how });
  return readSessions(place, named);
};
