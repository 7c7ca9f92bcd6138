import { readFile } from 'node:fs/promises';
import { type BranchVersion, compareVersions } from '../../domain/branch/newer-version.ts';
import { type ReadMeta, readMeta, withRepublished } from '../../domain/branch/session-meta.ts';
import { type SessionPaths, sessionPaths } from '../../domain/branch/session-path.ts';
import { type Tombstone, isPruned, readTombstone } from '../../domain/branch/tombstone.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { SESSIONS_BRANCH, SESSIONS_REF } from '../../domain/refs.ts';
import { type GitObject, gitObject, readTree } from '../../git/object-id.ts';
import { readObjects } from '../../git/read-objects.ts';
import { commitOf } from '../commit-of.ts';
import type { Place } from '../place.ts';
import { retryMoved } from '../retry-moved.ts';
import { writeAndPoint } from '../write-then-move.ts';
import { type KnownTrees, editTree } from './edit-tree.ts';
import { hashLarge, keepLarge } from './large-file.ts';
import { blobsAt } from './list-files.ts';
import { movableTip, requireSessionsTree, textsOf } from './read-branch.ts';
import { remoteTombstones } from './remote-tombstones.ts';
import type { Added, AddedSession, SessionFiles } from './sessions-store.ts';
import { withTimes } from './version-time.ts';

/** A session whose HAIL file has its object id, and is in the repository already when it is large. */
interface Prepared {
  readonly paths: SessionPaths;
  /** Text of its meta.json. */
  readonly meta: string;
  readonly version: BranchVersion;
  readonly session_id: string;
  /** The path of one that is written already, as a large one is. */
  readonly hail: GitObject | string;
}

export const addSessions = async (place: Place, sessions: readonly SessionFiles[]): Promise<Added> => {
  const prepared: Prepared[] = [];
  for (const session of sessions) prepared.push(await prepare(place, session));
  const added = await retryMoved({
    read: () => movableTip(place),
    at: (tip) => tip,
    act: (tip) => addTo(place, tip, prepared),
  });
  for (const [index, { hail, version }] of prepared.entries())
    if (typeof hail === 'string' && added.sessions[index]?.outcome === 'added')
      await keepLarge(place, hail, version.blob);
  return added;
};

/** Larger files are handed to git by their name, smaller ones go with the trees and commits. */
const IN_MEMORY = 8 * 1024 * 1024;

const prepare = async (place: Place, { session_id, hail, bytes, meta }: SessionFiles): Promise<Prepared> => {
  const object = bytes <= IN_MEMORY ? gitObject(place.format, 'blob', await readFile(hail)) : null;
  const blob = object?.id ?? (await hashLarge(place, hail));
  return {
    session_id,
    paths: await sessionPaths(session_id),
    meta,
    hail: object ?? hail,
    version: versionOf(readMeta(meta), blob),
  };
};

/** @param blob of the HAIL file */
export const versionOf = (meta: ReadMeta, blob: string): BranchVersion => ({
  updated_at: meta.updated_at,
  republished_at: meta.republished_at,
  redaction: meta.redaction,
  events: meta.stats?.event_count ?? 0,
  bytes: meta.bytes ?? 0,
  blob,
});

const addTo = async (place: Place, tip: string | null, sessions: readonly Prepared[]): Promise<Added> => {
  const there = tip === null ? null : await readThere(place, tip, sessions);
  const remote = await remoteTombstones(
    place,
    sessions.map(({ paths }) => paths.tombstone),
  );
  const known: KnownTrees = there?.known ?? new Map();
  const objects: GitObject[] = [];
  const outcomes: AddedSession[] = [];
  let commit = tip;
  let tree = there?.tree ?? null;
  for (const asked of sessions) {
    const here = there?.sessions.get(asked) ?? NOTHING;
    const pruned = [...(remote.get(asked.paths.tombstone) ?? []), ...here.tombstone];
    const session = againAfter(asked, pruned);
    const outcome = outcomeOf(session, here.version, pruned);
    outcomes.push({ session_id: session.session_id, path: session.paths.hail, outcome });
    if (outcome !== 'added') continue;
    const meta = gitObject(place.format, 'blob', session.meta);
    const changes = changesOf(session, { meta: meta.id, isPruned: here.tombstone.length > 0 });
    const edited = await editTree(place, tree, { changes, known });
    const parents = commit === null ? [] : [commit];
    const made = commitOf(place, { tree: edited.id, parents, message: `session: ${lineOf(session.session_id)}` });
    objects.push(...(typeof session.hail === 'string' ? [] : [session.hail]), meta, ...edited.objects, made);
    commit = made.id;
    tree = edited.id;
  }
  if (commit !== null && commit !== tip) {
    const change = { ref: SESSIONS_REF, from: tip, to: commit };
    await writeAndPoint(place, objects, [change]);
  }
  return { ref: SESSIONS_REF, commit, sessions: outcomes };
};

const changesOf = (
  { paths, version }: Prepared,
  there: { readonly meta: string; readonly isPruned: boolean },
): ReadonlyMap<string, string | null> => {
  const changes = new Map<string, string | null>([
    [paths.hail, version.blob],
    [paths.meta, there.meta],
  ]);
  // beside one that was published again it stays: other versions are still pruned
  if (there.isPruned && version.republished_at === null) changes.set(paths.tombstone, null);
  return changes;
};

/** A hostile id does not begin a second line of the message. */
const lineOf = (id: string): string => id.replaceAll(/[\n\r\0]/g, '?');

interface There {
  readonly version: BranchVersion | null;
  /** One, or none. */
  readonly tombstone: readonly Tombstone[];
}

const NOTHING: There = { version: null, tombstone: [] };

/** The trees on the way to these sessions, and what is there of them. @throws branch_incomplete */
const readThere = async (place: Place, tip: string, sessions: readonly Prepared[]) => {
  const folders = [...new Set(sessions.map(({ paths }) => folderOf(paths.hail)))];
  const trees = ['', 'v1', ...folders].map((path) => `${tip}:${path}`);
  const objects = await readObjects(place.git, trees, place);
  const root = objects[0];
  if (root?.type !== 'tree')
    throw new OpenSessionError('branch_corrupt', `the tree of ${SESSIONS_BRANCH} at ${tip} is missing`);
  requireSessionsTree(tip, root.bytes);
  const known: KnownTrees = new Map();
  for (const tree of objects) if (tree?.type === 'tree') known.set(tree.id, readTree(tree.bytes, place.format));
  const blobs = await blobsAt(
    place,
    tip,
    sessions.flatMap(({ paths }) => [paths.meta, paths.tombstone]),
  );
  const texts = await textsOf(
    place,
    blobs.flatMap((blob) => blob ?? []),
  );
  const textAt = (index: number): string | null => texts.get(blobs[index] ?? '') ?? null;
  const versions = await withTimes(
    place,
    sessions.map(({ paths }, index) => {
      const folder = objects[2 + folders.indexOf(folderOf(paths.hail))];
      const name = paths.hail.slice(paths.hail.lastIndexOf('/') + 1);
      const entry = folder === null ? undefined : known.get(folder?.id ?? '')?.find((one) => one.name === name);
      return entry === undefined ? null : versionOf(readMeta(textAt(index * 2) ?? ''), entry.id);
    }),
  );
  const there = sessions.map((session, index) => {
    const tombstone = readTombstone(textAt(index * 2 + 1) ?? '');
    const found: There = { version: versions[index] ?? null, tombstone: tombstone === undefined ? [] : [tombstone] };
    return [session, found] as const;
  });
  return { tree: root.id, known, sessions: new Map(there) };
};

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** One that is published again is so after each prune that is known, whatever the clocks of others say. */
const againAfter = (session: Prepared, pruned: readonly Tombstone[]): Prepared => {
  const after = pruned.map(({ pruned_at }) => Date.parse(pruned_at));
  const meta = withRepublished(session.meta, after);
  if (meta === session.meta) return session;
  return { ...session, meta, version: { ...session.version, republished_at: readMeta(meta).republished_at } };
};

/** @param kept what is on the branch @param pruned what is known to be so, here and at remotes */
const outcomeOf = (
  { version }: Prepared,
  kept: BranchVersion | null,
  pruned: readonly Tombstone[],
): AddedSession['outcome'] => {
  const goes = (one: BranchVersion): boolean => pruned.some((tombstone) => isPruned(tombstone, one));
  const isAgain = version.republished_at !== null;
  const isSame = kept?.blob === version.blob;
  if (isSame && !isAgain) return goes(kept) ? 'pruned-there' : 'same';
  // it was published again before, and nobody pruned it since
  if (isSame && kept.republished_at !== null && !goes(kept)) return 'same';
  if (kept !== null && !goes(kept) && compareVersions(kept, version) > 0) return 'older';
  return goes(version) ? 'pruned' : 'added';
};
