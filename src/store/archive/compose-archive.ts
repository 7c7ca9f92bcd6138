import { idHash } from '../../domain/archive-layout.ts';
import { type ShardRecord, byShard, encodeShard } from '../../domain/archive-shard.ts';
import { ARCHIVE_REF } from '../../domain/refs.ts';
import { type TreeChange, editTree } from '../../git/edit-tree.ts';
import { type GitObject, gitObject } from '../../git/object-id.ts';
import { incomplete } from '../incomplete.ts';
import type { Place } from '../place.ts';
import { corrupt } from '../read-version.ts';
import { type ArchivedVersion, entryObjects, entryPath } from './archived-version.ts';
import { readShards } from './read-shards.ts';

/** What changes in the tree of an archive. */
export interface ArchiveChange {
  readonly add: readonly ArchivedVersion[];
  readonly remove: readonly { readonly id: ArchivedVersion['id'] }[];
  readonly addRecords: readonly ShardRecord[];
  /** Records of removed artifacts. */
  readonly removeRecords: readonly ShardRecord[];
}

/**
 * The tree of an archive after a change, and the objects to be written for it: only folders and shards that the change
 * touches are read and made anew. @throws artifact_corrupt when one of those cannot be read,
 * artifact_incomplete
 */
export const changedTree = async (
  place: Place,
  from: { readonly commit: string; readonly tree: string } | null,
  change: ArchiveChange,
): Promise<{ readonly tree: string; readonly objects: readonly GitObject[] }> => {
  const objects: GitObject[] = [];
  const changes = new Map<string, TreeChange>();
  for (const { id } of change.remove) changes.set(entryPath(await idHash(id), id), null);
  for (const version of change.add) {
    const [folder, blob] = entryObjects(place.format, version);
    objects.push(folder, blob);
    changes.set(entryPath(await idHash(version.id), version.id), { mode: '40000', id: folder.id });
  }
  for (const [path, records] of await changedShards(place, from?.commit ?? null, change)) {
    const blob = gitObject(place.format, 'blob', Buffer.from(encodeShard(records)));
    if (records.length > 0) objects.push(blob);
    changes.set(path, records.length === 0 ? null : { mode: '100644', id: blob.id });
  }
  const edited = await editTree(place, from?.tree ?? null, changes);
  return { tree: edited.id, objects: [...objects, ...edited.objects] };
};

const changedShards = async (
  place: Place,
  commit: string | null,
  { addRecords, removeRecords }: ArchiveChange,
): Promise<ReadonlyMap<string, readonly ShardRecord[]>> => {
  const [added, removed] = [byShard(addRecords), byShard(removeRecords)];
  const paths = [...new Set([...added.keys(), ...removed.keys()])];
  const there = commit === null ? null : await readShards(place, commit, paths);
  const [problem] = there?.problems ?? [];
  // Written anew it would look whole.
  if (there !== null && there.absent.length > 0) throw incomplete(ARCHIVE_REF, there.absent.slice(0, 1));
  if (problem !== undefined) throw corrupt(ARCHIVE_REF, problem);
  return new Map(
    paths.map((path) => {
      const gone = new Set(removed.get(path));
      const kept = (there?.records.get(path) ?? []).filter((record) => !gone.has(record));
      return [path, [...kept, ...(added.get(path) ?? [])]];
    }),
  );
};
