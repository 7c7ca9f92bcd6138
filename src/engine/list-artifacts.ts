import type { FileStat, LogReader } from '../agents/log-reader.ts';
import type { Artifact } from '../domain/artifact.ts';
import { OpenSessionError, isUnreadable } from '../domain/errors.ts';
import type { ArtifactStore } from '../store/artifact-store.ts';
import type { ArtifactEntry } from '../store/kept-artifact.ts';
import type { World } from './ports.ts';
import { rememberingLists } from './remembering-lists.ts';
import type { StampWorld } from './source-stamp.ts';
import { looksStale, staleReasons } from './stale-sources.ts';

export interface ListedArtifact extends Omit<ArtifactEntry, 'sources' | 'isIncomplete'> {
  /** null: it cannot be told (an unreadable artifact). */
  readonly stale: boolean | null;
}

/** Which: those in refs of their own, those in the archive, or both. */
export type Listing = 'live' | 'archived' | 'all';

type ListWorld = StampWorld & Pick<World, 'store'>;

/**
 * Artifacts of the current repository by id, live ones first; what is unreadable is listed with its problem. Blobs are
 * opened only for artifacts whose commit message holds no summary. @throws not_a_repository, artifact_corrupt (the archive)
 */
export const listArtifacts = (world: ListWorld, which: Listing = 'live'): Promise<readonly ListedArtifact[]> =>
  listArtifactsAs(world, which, { shape: (artifact) => artifact });

export interface ListingHow<T> {
  /** Without effects: an artifact may be shaped twice. */
  readonly shape: (artifact: ListedArtifact) => T;
  /** Hears why the archive cannot be read, and the others are listed; default: it is thrown. */
  readonly onUnreadable?: (error: OpenSessionError) => void;
}

/**
 * The same, of each what `shape` makes of it: that, and a look at the logs, is done while git still prints the refs.
 */
export const listArtifactsAs = async <T>(
  world: ListWorld,
  which: Listing,
  how: ListingHow<T>,
): Promise<readonly T[]> => {
  const { shape } = how;
  const store = await world.store(world.cwd);
  const looking = { ...world, logs: rememberingLists(lookingOnce(world.logs)) };
  const begin = (entry: ArtifactEntry): Begun<T> => {
    const stale = staleAtOnce(looking, entry);
    return { id: entry.artifact_id, ...(stale === undefined ? { entry } : { value: shape(listed(entry, stale)) }) };
  };
  const live = which === 'archived' ? [] : await store.listAs(begin);
  const begun = [...live, ...(await archivedBeside(store, live, { which, ...how })).map(begin)];
  const open = await withContent(
    store,
    begun.flatMap((one) => ('entry' in one ? [one.entry] : [])),
  );
  const rest = open.values();
  const whole: T[] = [];
  for (const one of begun) {
    const entry = 'entry' in one ? rest.next().value : undefined;
    if ('value' in one) whole.push(one.value);
    else if (entry !== undefined) whole.push(shape(listed(entry, await isStale(looking, entry))));
  }
  return whole;
};

/** Shaped at once, or an entry whose blob or logs have to be read first. */
type Begun<T> = { readonly id: string } & ({ readonly value: T } | { readonly entry: ArtifactEntry });

const listed = ({ sources: _, isIncomplete: __, ...entry }: ArtifactEntry, stale: boolean | null): ListedArtifact => ({
  ...entry,
  stale,
});

const isBare = ({ problem, sources }: ArtifactEntry): boolean => problem === null && sources === null;

const staleAtOnce = (world: ListWorld, entry: ArtifactEntry): boolean | null | undefined => {
  if (isBare(entry)) return undefined;
  return entry.sources === null ? null : looksStale(world, entry.sources);
};

const isStale = async (world: ListWorld, { sources }: ArtifactEntry): Promise<boolean | null> =>
  sources === null ? null : (await staleReasons(world, sources, 'look')).length > 0;

/**
 * Artifacts that came from another machine name thousands of logs in folders that are not here, and several artifacts
 * one log: a folder and a file are each asked for once.
 */
const lookingOnce = (logs: LogReader): LogReader => {
  const known = new Map<string, FileStat | undefined>();
  const stat = (path: string): FileStat | undefined => {
    if (known.has(path)) return known.get(path);
    const found = logs.stat(path);
    known.set(path, found);
    return found;
  };
  const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
  return {
    ...logs,
    stat: (path) => {
      const folder = folderOf(path);
      return folder === '' || stat(folder) !== undefined ? stat(path) : undefined;
    },
  };
};

/** What the archive holds, for a listing that does not show it; null: it cannot be read. */
export const archivedIds = async (world: Pick<World, 'store' | 'cwd'>): Promise<readonly string[] | null> => {
  const { archive } = await world.store(world.cwd);
  try {
    return await archive.ids();
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
};

/** One that is live again stands in the archive as well, in an older version. */
const archivedBeside = async (
  store: ArtifactStore,
  live: readonly { readonly id: string }[],
  { which, onUnreadable }: { readonly which: Listing } & Pick<ListingHow<unknown>, 'onUnreadable'>,
): Promise<readonly ArtifactEntry[]> => {
  if (which === 'live') return [];
  const ids = new Set(live.map(({ id }) => id));
  try {
    return (await store.archive.list()).filter(({ artifact_id }) => !ids.has(artifact_id));
  } catch (error) {
    if (!isUnreadable(error) || onUnreadable === undefined) throw error;
    onUnreadable(error);
    return [];
  }
};

/** Fills entries of the older tool, whose messages hold the id alone, from their blobs, read together. */
const withContent = async (
  store: ArtifactStore,
  entries: readonly ArtifactEntry[],
): Promise<readonly ArtifactEntry[]> => {
  const bare = entries.filter(isBare);
  if (bare.length === 0) return entries;
  const contents = await store.readAll(bare);
  const byCommit = new Map(bare.map(({ commit }, index) => [commit, contents[index]]));
  return entries.map((entry) => {
    const content = byCommit.get(entry.commit);
    if (content === undefined) return entry;
    return content instanceof OpenSessionError ? { ...entry, problem: content.message } : filled(entry, content);
  });
};

const filled = (entry: ArtifactEntry, artifact: Artifact): ArtifactEntry => ({
  ...entry,
  created_at: artifact.created_at,
  updated_at: artifact.updated_at ?? null,
  payload_format: artifact.payload_format,
  source_count: artifact.sources.length,
  sources: artifact.sources,
  agent: [...new Set(artifact.sources.map((source) => source.agent ?? source.tool))].join(', ') || null,
  session_ids: artifact.sources.map((source) => source.session_id),
  objective: artifact.payload.find(({ objective }) => objective != null)?.objective ?? null,
});
