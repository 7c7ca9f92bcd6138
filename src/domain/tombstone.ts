/**
 * What says that an artifact was removed, so that a clone which still has it does not bring it back. One ref holds them
 * all: a tree with a file for each removal, `<first 2 hex digits of sha256(id)>/<id>@<commit>`, so that two clones' trees
 * join by union. A removal is about the versions that it names, never about the id: a version that somebody adds
 * meanwhile, or a new artifact of that name, lives.
 */
import { sha256 } from './canonical.ts';
import { asArray, asString, field, readJson } from './json.ts';
import { type ArtifactId, isArtifactId } from './refs.ts';
import { isObjectId } from './is-object-id.ts';

/** `pruned`: it is to be in no history of an archive any more. Who does not know the word reads it as `removed`. */
export type RemovalReason = 'removed' | 'archived' | 'pruned';

/** What goes further first: it holds where two say different things of one artifact. */
export const REASONS: readonly RemovalReason[] = ['pruned', 'removed', 'archived'];

export interface Removal {
  readonly artifact_id: ArtifactId;
  /** The tip that was removed. */
  readonly commit: string;
  readonly removed_at: string;
  /** What it gave as its date before it was dated anew: what was removed is no newer than that. */
  readonly said_at?: string;
  readonly reason: RemovalReason;
  /** The tip and its ancestors, the newest first, at most MAX_VERSIONS: a clone with an older one need not have the tip. */
  readonly versions: readonly string[];
}

/** A version a minute for three weeks, and some 1.4 MB of ids: all removals together are kept up to 128 MiB. */
export const MAX_VERSIONS = 32_768;

/** Commits of removed versions, by artifact. */
export type Removed = ReadonlyMap<string, ReadonlySet<string>>;

export const isRemoved = (removed: Removed, id: string, commit: string): boolean =>
  removed.get(id)?.has(commit) ?? false;

/** Of a removal in the tree. `@` is part of no artifact id. */
export const tombstonePath = async ({ artifact_id, commit }: Removal): Promise<string> =>
  `${(await sha256(artifact_id)).slice(0, 2)}/${artifact_id}@${commit}`;

export const tombstoneText = ({ artifact_id, commit, removed_at, said_at, reason, versions }: Removal): string =>
  `${JSON.stringify({ artifact_id, commit, removed_at, said_at, reason, versions })}\n`;

/** Reads what any clone may have written; undefined for what is no removal of the artifact that its path names. */
export const parseTombstone = (path: string, text: string): Removal | undefined => {
  const { id = '', commit = '' } =
    /^[0-9a-f]{2}\/(?<id>[^/@]+)@(?<commit>[0-9a-f]{40}|[0-9a-f]{64})$/.exec(path)?.groups ?? {};
  const value = readJson(text);
  const removed_at = asString(field(value, 'removed_at'));
  if (!isArtifactId(id) || field(value, 'artifact_id') !== id || removed_at === undefined) return undefined;
  const why = field(value, 'reason');
  const reason = why === 'archived' || why === 'pruned' ? why : 'removed';
  const older = asArray(field(value, 'versions')).slice(0, MAX_VERSIONS).filter(isVersion);
  const said_at = asString(field(value, 'said_at'));
  return {
    artifact_id: id,
    commit,
    removed_at,
    ...(said_at === undefined ? {} : { said_at }),
    reason,
    versions: [...new Set([commit, ...older])],
  };
};

const isVersion = (value: unknown): value is string => typeof value === 'string' && isObjectId(value);

export const removedVersions = (removals: Iterable<Removal>): Removed => {
  const removed = new Map<string, Set<string>>();
  for (const { artifact_id, versions } of removals) {
    const known = removed.get(artifact_id) ?? new Set();
    for (const version of versions) known.add(version);
    removed.set(artifact_id, known);
  }
  return removed;
};

/** Pruned included; what was only archived is not. */
export const removedForGood = (removals: readonly Removal[]): Removed =>
  removedVersions(removals.filter(({ reason }) => reason !== 'archived'));

/**
 * What was removed of an artifact and not archived since, the last first. Which of two is later is told by the versions
 * that they name, where one goes on from the other: clocks of two clones need not agree. By their times elsewhere.
 * @param removals of one artifact @param archived its version in the archive; null: there is none
 */
export const removedSince = (removals: readonly Removal[], archived: string | null): readonly Removal[] => {
  const archiving = removals.find(({ reason, commit }) => reason === 'archived' && commit === archived);
  const later = removals.filter(
    (removal) => removal.reason !== 'archived' && (archiving === undefined || isLater(removal, archiving)),
  );
  const goneOnFrom = new Map<string, number>();
  for (const { versions } of later)
    for (const version of versions.slice(1)) goneOnFrom.set(version, (goneOnFrom.get(version) ?? 0) + 1);
  const after = ({ commit }: Removal): number => goneOnFrom.get(commit) ?? 0;
  return later.toSorted((a, b) => after(a) - after(b) || (a.removed_at > b.removed_at ? -1 : 1));
};

const isLater = (removal: Removal, archiving: Removal): boolean => {
  if (removal.versions.includes(archiving.commit)) return true;
  return !archiving.versions.includes(removal.commit) && removal.removed_at > archiving.removed_at;
};
