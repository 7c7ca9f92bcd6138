/** What can still be read of a record of removals that is damaged. */
import { commitHeaders } from '../git/commit-headers.ts';
import { readTrees } from '../git/edit-tree.ts';
import type { TreeEntry } from '../git/object-id.ts';
import { readEach } from '../git/read-objects.ts';
import type { Place } from './place.ts';
import { messageOf } from './read-version.ts';
import { type Graveyard, TOMBSTONES_MESSAGE, isRecordPath } from './tombstones.ts';

/** Of the history of a record: removals stay in it, so that what is lost of the newest is in one a little older. */
const MOST_COMMITS = 256;

/**
 * The removals of a damaged record that are left: of the commit, and where folders of it are gone, of those that it goes on
 * from. @param commit where its ref is
 */
export const salvageRemovals = async (place: Place, commit: string): Promise<Graveyard['files']> => {
  const files = new Map<string, string>();
  const seen = new Set([commit]);
  for (const id of seen) {
    const [found] = await readEach(place.git, [id], place);
    if (found?.type !== 'commit' || !messageOf(found.bytes).startsWith(TOMBSTONES_MESSAGE)) continue;
    const { tree, parents } = commitHeaders(found.bytes);
    const { files: left, isWhole } = await recordsIn(place, tree);
    for (const [path, blob] of left) if (!files.has(path)) files.set(path, blob);
    if (isWhole) continue;
    for (const parent of parents) if (seen.size < MOST_COMMITS) seen.add(parent);
  }
  return files;
};

/** Of a tree of removals: the records that can be read, and whether all can. Nothing else of it is taken. */
export const recordsIn = async (
  place: Place,
  tree: string,
): Promise<{ readonly files: Graveyard['files']; readonly isWhole: boolean }> => {
  const [root] = await readTrees(place, [tree]);
  const folders = (root ?? []).filter(({ mode }) => mode === '40000');
  const trees = await readTrees(
    place,
    folders.map(({ id }) => id),
  );
  const named = folders.flatMap(({ name: folder }, index) =>
    (trees[index] ?? []).flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return isRecord(entry, path) ? [{ path, blob: entry.id }] : [];
    }),
  );
  const blobs = await readEach(
    place.git,
    named.map(({ blob }) => blob),
    place,
  );
  const readable = named.filter((_, index) => blobs[index]?.type === 'blob');
  const isWhole = root != null && !trees.includes(null) && readable.length === named.length;
  return { files: new Map(readable.map(({ path, blob }) => [path, blob])), isWhole };
};

const isRecord = ({ mode }: TreeEntry, path: string): boolean => mode === '100644' && isRecordPath(path);
