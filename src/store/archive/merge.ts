import { KEYS_FOLDER } from '../../domain/archive-layout.ts';
import { type Ranked, depths, newer } from '../../domain/archive-order.ts';
import type { ShardRecord } from '../../domain/archive-shard.ts';
import { ARCHIVE_REF } from '../../domain/refs.ts';
import { type Removal, type Removed, isRemoved, removedForGood, removedVersions } from '../../domain/tombstone.ts';
import { readTrees } from '../../git/edit-tree.ts';
import { type TreeEntry, readTree } from '../../git/object-id.ts';
import { commitHeaders } from '../../git/commit-headers.ts';
import { parentsBelow } from '../../git/parents-below.ts';
import { readObjects } from '../../git/read-objects.ts';
import { forgetLog } from '../forget-log.ts';
import { writeAndPoint } from '../write-then-move.ts';
import type { Place } from '../place.ts';
import { removalsHere } from '../tombstones.ts';
import { ANEW_MESSAGE, archiveCommit } from './archive-commit.ts';
import type { MergeResult } from './archive.ts';
import type { ArchivedVersion } from './archived-version.ts';
import { readHistory } from './archive-history.ts';
import { changedTree } from './compose-archive.ts';
import { keyRecords } from './key-records.ts';
import { type Archive, archiveAt, currentArchive, type ReadFolder, foldersIn, readVersions } from './read-archive.ts';
import { readShards } from './read-shards.ts';

/**
 * The union of our archive and another one, whose commit is here with its history. Of two versions of one artifact the
 * newer is shown, and both stay reachable; what was removed stays out. Two clones that merge each other's archive come to the same commit.
 * @param theirs null: only what was removed elsewhere is taken out of ours
 * @throws artifact_corrupt (no archive; ours is damaged where they differ), ref_conflict, ref_locked
 */
export const mergeArchive = async (place: Place, theirs: string | null): Promise<MergeResult> => {
  const ours = await currentArchive(place);
  const removals = await removalsHere(place);
  const removed = removedForGood(removals); // the union must not bring it back
  const gone = ours === null ? [] : await removedFrom(place, ours, removed);
  if (theirs === null || (ours !== null && (await holds(place, ours.commit, theirs))))
    return without(place, ours, gone);
  const other = await archiveAt(place, theirs);
  const { add, problems } = await versionsToAdd(place, ours, other);
  const shards = await recordsToAdd(place, ours, other);
  const isGone = ({ id, commit }: ArchivedVersion): boolean => isRemoved(removed, id, commit);
  const stale = new Set(await keyRecords(place, add.filter(isGone)));
  const made = await changedTree(place, ours, {
    add: add.filter((version) => !isGone(version)),
    remove: gone,
    addRecords: shards.records.filter((record) => !stale.has(record)),
    removeRecords: await recordsOf(place, gone),
  });
  const pasts = await pastsOf(place, { ours, other }, removals);
  const to = await mergedCommit(place, { ours, other, tree: made.tree, pasts });
  if (to.id === ours?.commit) return { commit: to.id, changed: false, replaces: pasts.replaces, problems };
  const change = { ref: ARCHIVE_REF, from: ours?.commit ?? null, to: to.id };
  await writeAndPoint(place, [...made.objects, ...to.objects], [change]);
  if (ours !== null && !pasts.before.includes(ours.commit)) await forgetLog(place, ARCHIVE_REF);
  return { commit: to.id, changed: true, replaces: pasts.replaces, problems: [...problems, ...shards.problems] };
};

/** Upon ours, whoever does it. */
const without = async (place: Place, ours: Archive | null, gone: readonly ReadFolder[]): Promise<MergeResult> => {
  if (ours === null || gone.length === 0)
    return { commit: ours?.commit ?? null, changed: false, replaces: false, problems: [] };
  const removeRecords = await recordsOf(place, gone);
  const made = await changedTree(place, ours, { add: [], remove: gone, addRecords: [], removeRecords });
  const before = [ours.commit];
  const to = archiveCommit(place, { tree: made.tree, before, versions: [], time: await latest(place, before) });
  const change = { ref: ARCHIVE_REF, from: ours.commit, to: to.id };
  await writeAndPoint(place, [...made.objects, ...to.objects], [change]);
  return { commit: to.id, changed: true, replaces: false, problems: [] };
};

interface Both {
  readonly ours: Archive | null;
  readonly other: Archive;
}

/** What an archive of both is built upon. */
interface Pasts {
  readonly before: readonly string[];
  /** Of pasts that it does not go on from, because they hold what was pruned: what was not. */
  readonly versions: readonly string[];
  readonly replaces: boolean;
}

/**
 * Both, as a rule; of one that holds what was pruned only its other versions. Theirs is replaced so only where ours was begun
 * anew by a prune that theirs does not have.
 */
const pastsOf = async (place: Place, { ours, other }: Both, removals: readonly Removal[]): Promise<Pasts> => {
  const both = [...(ours === null ? [] : [ours.commit]), other.commit].sort();
  const asUsual = { before: both, versions: [], replaces: false };
  const pruned = removedVersions(removals.filter(({ reason }) => reason === 'pruned'));
  if (ours === null || pruned.size === 0) return asUsual;
  const read = (tip: string, known: readonly string[] = []) =>
    readHistory(place, { tip, known }, (id, commit) => isRemoved(pruned, id, commit));
  const [mine, their] = [await read(ours.commit), await read(other.commit)];
  const replaces = their.isDirty && mine.anew.some((commit) => !their.anew.includes(commit));
  const left = [...(mine.isDirty ? [ours.commit] : []), ...(replaces ? [other.commit] : [])];
  if (left.length === 0 || (their.isDirty && !replaces)) return asUsual;
  const before = both.filter((commit) => !left.includes(commit));
  const versions = await Promise.all(left.map(async (tip) => (await read(tip, before)).heads));
  return { before, versions: versions.flat(), replaces };
};

const removedFrom = async (place: Place, ours: Archive, removed: Removed): Promise<readonly ReadFolder[]> => {
  const folders = await readVersions(
    place,
    (await foldersIn(place, ours.commit)).filter(({ id }) => removed.has(id)),
  );
  return folders.filter(({ id, version }) => !('problem' in version) && isRemoved(removed, id, version.commit));
};

const recordsOf = (place: Place, folders: readonly ReadFolder[]): Promise<readonly ShardRecord[]> =>
  keyRecords(
    place,
    folders.flatMap(({ version }) => ('problem' in version ? [] : [version])),
  );

/** Theirs itself where it is ahead of ours and holds nothing that ours would not; else a commit upon both. */
const mergedCommit = async (
  place: Place,
  { ours, other, tree, pasts }: Both & { readonly tree: string; readonly pasts: Pasts },
) => {
  const { before, versions } = pasts;
  const [only] = before.length === 1 ? [ours, other].filter((one) => one?.commit === before[0]) : [];
  if (ours !== null && only != null && versions.length === 0 && only.tree === tree)
    return { id: only.commit, objects: [] };
  const ahead = ours === null || (await holds(place, other.commit, ours.commit));
  if (ahead && tree === other.tree) return { id: other.commit, objects: [] };
  const time = await latest(place, [...(ours === null ? [] : [ours.commit]), other.commit]);
  return archiveCommit(place, {
    tree,
    before,
    versions,
    time,
    ...(before.length === 0 ? { message: ANEW_MESSAGE } : {}),
  });
};

const latest = async (place: Place, commits: readonly string[]): Promise<number> => {
  const read = await readObjects(place.git, commits, place);
  return Math.max(...read.map((commit) => (commit === null ? 0 : (commitHeaders(commit.bytes).time ?? 0))));
};

/** Also false where one of them is not here. */
export const holds = async ({ git, cwd }: Place, descendant: string, ancestor: string): Promise<boolean> =>
  (await git.run(['merge-base', '--is-ancestor', ancestor, descendant], { cwd, allow: [0, 1, 128] })).code === 0;

/** Versions of theirs that ours lacks, or of which ours has an older one. */
const versionsToAdd = async (place: Place, ours: Archive | null, theirs: Archive) => {
  const mine = new Map((ours === null ? [] : await foldersIn(place, ours.commit)).map((folder) => [folder.id, folder]));
  const folders = (await foldersIn(place, theirs.commit)).filter(({ id, tree }) => mine.get(id)?.tree !== tree);
  const problems: string[] = [];
  const found = (await readVersions(place, folders)).flatMap(({ id, version }) => {
    if (!('problem' in version)) return [version];
    problems.push(`${id}: ${version.problem}`);
    return [];
  });
  const rivals = await readVersions(
    place,
    found.flatMap(({ id }) => mine.get(id) ?? []),
  );
  const current = new Map<string, ArchivedVersion>();
  for (const { id, version } of rivals) if (!('problem' in version)) current.set(id, version);
  const rank = await ranks(
    place,
    found.filter(({ id }) => current.has(id)).flatMap((version) => [version, current.get(version.id) ?? version]),
  );
  const add = found.filter((version) => {
    const before = current.get(version.id);
    return before === undefined || newer(rank(before), rank(version)).commit === version.commit;
  });
  return { add, problems };
};

const ranks = async (
  place: Place,
  versions: readonly ArchivedVersion[],
): Promise<(version: ArchivedVersion) => Ranked> => {
  const parents = await parentsBelow(
    place,
    versions.map(({ commit }) => commit),
  );
  const found = depths(parents);
  return ({ commit, time }) => ({ commit, time, depth: found.get(commit) ?? 0 });
};

/** Records of their shards that differ from ours. */
const recordsToAdd = async (place: Place, ours: Archive | null, theirs: Archive) => {
  const mine = new Map((ours === null ? [] : await shardsOf(place, ours.commit)).map(({ path, id }) => [path, id]));
  const differing = (await shardsOf(place, theirs.commit)).filter(({ path, id }) => mine.get(path) !== id);
  const read = await readShards(
    place,
    theirs.commit,
    differing.map(({ path }) => path),
  );
  const records: ShardRecord[] = [];
  for (const shard of read.records.values()) for (const record of shard) records.push(record);
  return { records, problems: read.problems };
};

const shardsOf = async (place: Place, commit: string) => {
  const [top] = await readObjects(place.git, [`${commit}:${KEYS_FOLDER}`], place);
  const bytes: readonly TreeEntry[] = top?.type === 'tree' ? readTree(top.bytes, place.format) : [];
  const trees = await readTrees(
    place,
    bytes.map(({ id }) => id),
  );
  return bytes.flatMap(({ name: byte }, index) =>
    (trees[index] ?? []).map(({ name, id }) => ({ path: `${KEYS_FOLDER}/${byte}/${name}`, id })),
  );
};
