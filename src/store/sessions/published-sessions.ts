import { sessionPaths } from '../../domain/branch/session-path.ts';
import { type ReadMeta, readMeta } from '../../domain/branch/session-meta.ts';
import { insteadOf } from '../../domain/errors.ts';
import { readEach, readInfos } from '../../git/read-objects.ts';
import type { Place } from '../place.ts';
import { nameFiles } from './list-files.ts';

/** A session as a sessions branch has it. */
export interface PublishedSession {
  readonly session_id: string;
  /** Of the HAIL file. */
  readonly blob: string;
  readonly hail: Buffer;
  readonly meta: ReadMeta;
}

/** Where a session's files lie; `meta` null: there is none beside it. */
export interface NamedSession {
  readonly session_id: string;
  readonly hail: string;
  readonly meta: string | null;
}

/** Bytes of one session, and of all that are read together: a gate reads a few, and never the branch. */
export const MAX_PUBLISHED = 64 * 1024 * 1024;

/** Blobs of those that the tree has, read from trees alone. @param tip a commit that is here */
export const nameSessions = async (
  place: Place,
  tip: string,
  session_ids: readonly string[],
): Promise<readonly NamedSession[]> => {
  const asked = (await Promise.all(session_ids.map(askedFor))).flat();
  if (asked.length === 0) return [];
  const blobs = await blobsIn(
    place,
    tip,
    asked.flatMap(({ hail, meta }) => [hail, meta]),
  );
  return asked.flatMap(({ session_id, hail, meta }) => {
    const found = blobs.get(hail);
    return found === undefined ? [] : [{ session_id, hail: found, meta: blobs.get(meta) ?? null }];
  });
};

/** A tree that is not here, or damaged, names none. */
const blobsIn = async (place: Place, tip: string, paths: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const named = await nameFiles(place, tip, paths).catch(insteadOf('git_failed', []));
  return new Map(named.map(({ path, blob }) => [path, blob]));
};

/** An id out of an artifact may be anything. */
const askedFor = async (
  session_id: string,
): Promise<readonly { readonly session_id: string; readonly hail: string; readonly meta: string }[]> => {
  const paths = await sessionPaths(session_id).catch(insteadOf('invalid_session_id', null));
  return paths === null ? [] : [{ session_id, hail: paths.hail, meta: paths.meta }];
};

/** Those that are here, and no more together than the limit; the rest are left out. */
export const readSessions = async (
  place: Place,
  named: readonly NamedSession[],
): Promise<readonly PublishedSession[]> => {
  const ids = [...new Set(named.flatMap(({ hail, meta }) => (meta === null ? [hail] : [hail, meta])))];
  const sizes = await readInfos(place.git, ids, place);
  let left = MAX_PUBLISHED;
  const wanted = ids.filter((_, index) => {
    const info = sizes[index];
    if (info?.type !== 'blob' || info.size > left) return false;
    left -= info.size;
    return true;
  });
  const objects = await readEach(place.git, wanted, place);
  const bytes = new Map(objects.flatMap((object) => (object === null ? [] : [[object.id, object.bytes] as const])));
  return named.flatMap(({ session_id, hail: blob, meta }) => {
    const hail = bytes.get(blob);
    const text = bytes.get(meta ?? '')?.toString('utf8') ?? '';
    return hail === undefined ? [] : [{ session_id, blob, hail, meta: readMeta(text) }];
  });
};
