import type { FileStat } from '../agents/log-reader.ts';
import type { ArtifactSource } from '../domain/artifact.ts';
import { type StampWorld, digestSource, longPath, sourceOf } from './source-stamp.ts';

/** The older tool's names of reasons. */
export interface StaleReason {
  readonly session_id: string;
  readonly source_path: string;
  readonly reason: 'missing_source_file' | 'unreadable_source_file' | 'source_fingerprint_changed';
}

/**
 * Why an artifact may no longer say what its sources say; empty: it does. Where the artifact holds a digest the content
 * decides, so that a touched or copied log is not stale and an edit that kept the size is seen.
 * @param depth `look`: a file whose time and size are as they were is taken as unchanged and not read
 */
export const staleReasons = async (
  world: StampWorld,
  sources: readonly ArtifactSource[],
  depth: 'read' | 'look' = 'read',
): Promise<readonly StaleReason[]> => {
  const reasons: StaleReason[] = [];
  for (const kept of sources) {
    const reason = await reasonOf(world, kept, depth);
    if (reason !== undefined) reasons.push({ session_id: kept.session_id, source_path: kept.source_path, reason });
  }
  return reasons;
};

/** What a look at the files says alone, without reading any; undefined: their contents have to be read. */
export const looksStale = (world: StampWorld, sources: readonly ArtifactSource[]): boolean | undefined => {
  const looks = sources.map((kept) => lookAt(kept, world.logs.stat(longPath(world, kept.source_path))));
  if (looks.some((look) => look !== 'as_it_was' && look !== 'unsure')) return true;
  return looks.includes('unsure') ? undefined : false;
};

const reasonOf = async (
  world: StampWorld,
  kept: ArtifactSource,
  depth: 'read' | 'look',
): Promise<StaleReason['reason'] | undefined> => {
  const source = sourceOf(world, kept);
  const look = lookAt(kept, world.logs.stat(source.path));
  if (look !== 'as_it_was' && look !== 'unsure') return look;
  if (look === 'as_it_was' && (depth === 'look' || kept.source_digest === undefined)) return undefined;
  const digest = await digestSource(world, source);
  if (digest === undefined) return 'unreadable_source_file';
  return digest === kept.source_digest ? undefined : 'source_fingerprint_changed';
};

const lookAt = (kept: ArtifactSource, stat: FileStat | undefined): StaleReason['reason'] | 'as_it_was' | 'unsure' => {
  if (stat === undefined) return 'missing_source_file';
  if (stat.mtime_ms === kept.source_mtime_ms && stat.size === kept.source_size) return 'as_it_was';
  // other bytes, whatever they are; a store also holds what other sessions did
  const isOther = kept.source_key === undefined && stat.size !== kept.source_size;
  return kept.source_digest === undefined || isOther ? 'source_fingerprint_changed' : 'unsure';
};
