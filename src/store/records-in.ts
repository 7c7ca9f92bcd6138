import { readTrees } from '../git/edit-tree.ts';
import type { TreeEntry } from '../git/object-id.ts';
import { readEach } from '../git/read-objects.ts';
import type { Place } from './place.ts';
import { type Graveyard, isRecordPath } from './tombstones.ts';

/** Of a folder of removals. */
export interface Left {
  /** Of a record: its path, and the blob. */
  readonly records: readonly (readonly [string, string])[];
  readonly isWhole: boolean;
}

/**
 * Of a tree of removals: the records that can be read, and whether all can. Nothing else of it is taken.
 * @param known folders that were read before: most of a record's history has them in common
 */
export const recordsIn = async (
  place: Place,
  tree: string,
  known = new Map<string, Left>(),
): Promise<{ readonly files: Graveyard['files']; readonly isWhole: boolean }> => {
  const [root] = await readTrees(place, [tree]);
  const folders = (root ?? []).filter(({ mode }) => mode === '40000');
  await readFolders(
    place,
    folders.filter((folder) => !known.has(keyOf(folder))),
    known,
  );
  const left = folders.flatMap((folder) => known.get(keyOf(folder)) ?? []);
  return {
    files: new Map(left.flatMap(({ records }) => records)),
    isWhole: root != null && left.every(({ isWhole }) => isWhole),
  };
};

const keyOf = ({ id, name }: TreeEntry): string => `${id} ${name}`;

const readFolders = async (place: Place, folders: readonly TreeEntry[], known: Map<string, Left>): Promise<void> => {
  const trees = await readTrees(
    place,
    folders.map(({ id }) => id),
  );
  const named = folders.map(({ name: folder }, index) =>
    (trees[index] ?? []).flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return isRecord(entry, path) ? [[path, entry.id] as const] : [];
    }),
  );
  const ids = named.flat().map(([, id]) => id);
  const blobs = await readEach(place.git, ids, place);
  const readable = new Set(ids.filter((_, index) => blobs[index]?.type === 'blob'));
  for (const [index, folder] of folders.entries()) {
    const all = named[index] ?? [];
    const records = all.filter(([, id]) => readable.has(id));
    known.set(keyOf(folder), { records, isWhole: trees[index] != null && records.length === all.length });
  }
};

const isRecord = ({ mode }: TreeEntry, path: string): boolean => mode === '100644' && isRecordPath(path);
