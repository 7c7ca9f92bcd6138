import { type GitObject, type TreeEntry, readTree, treeObject } from '../../git/object-id.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { readObjects } from '../../git/read-objects.ts';
import type { Place } from '../place.ts';
import { refuseLeftOut } from './left-out.ts';

/** Path (bytes as latin1) → blob, or null: it goes. */
export type TreeChanges = ReadonlyMap<string, string | null>;

/** Trees by id, so that each is read once. */
export type KnownTrees = Map<string, readonly TreeEntry[]>;

export interface EditedTree {
  readonly id: string;
  /** To be written, beside what is there. */
  readonly objects: readonly GitObject[];
}

/**
 * A tree with files added, replaced or taken out. Only the folders on the way to them are read; those that become empty go.
 * @param known is added to
 */
export const editTree = async (
  place: Place,
  root: string | null,
  { changes, known }: { readonly changes: TreeChanges; readonly known: KnownTrees },
): Promise<EditedTree> => {
  await learnTrees(place, known, { root, folders: foldersOf(changes.keys()) });
  const objects: GitObject[] = [];
  const edit = (id: string | null, below: TreeChanges): GitObject => {
    const entries = new Map((id === null ? [] : (known.get(id) ?? [])).map((entry) => [entry.name, entry]));
    for (const [name, inner] of grouped(below)) {
      const blob = inner.get('');
      if (blob !== undefined) {
        if (blob === null) entries.delete(name);
        else entries.set(name, { mode: '100644', name, id: blob });
        continue;
      }
      const before = entries.get(name);
      const tree = edit(before?.mode === '40000' ? before.id : null, inner);
      if (tree.bytes.length === 0) entries.delete(name);
      else entries.set(name, { mode: '40000', name, id: tree.id });
    }
    const tree = treeObject(place.format, [...entries.values()]);
    // an empty one is written only as the root
    if (!known.has(tree.id) && (tree.bytes.length > 0 || below === changes)) objects.push(tree);
    known.set(tree.id, [...entries.values()]);
    return tree;
  };
  return { id: edit(root, changes).id, objects };
};

/** First component → what lies below it; `''` stands for the entry itself. */
const grouped = (changes: TreeChanges): ReadonlyMap<string, Map<string, string | null>> => {
  const groups = new Map<string, Map<string, string | null>>();
  for (const [path, blob] of changes) {
    const slash = path.indexOf('/');
    const name = slash < 0 ? path : path.slice(0, slash);
    const group = groups.get(name) ?? new Map<string, string | null>();
    group.set(slash < 0 ? '' : path.slice(slash + 1), blob);
    groups.set(name, group);
  }
  return groups;
};

const foldersOf = (paths: Iterable<string>): readonly string[] => {
  const folders = new Set<string>();
  for (const path of paths)
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) folders.add(path.slice(0, at));
  return [...folders].sort((a, b) => a.split('/').length - b.split('/').length);
};

/** By one process, folders that are not there left out; one where the root alone is not known already. */
const learnTrees = async (
  place: Place,
  known: KnownTrees,
  { root, folders }: { readonly root: string | null; readonly folders: readonly string[] },
): Promise<void> => {
  if (root === null) return;
  const missing = folders.filter((folder) => unknownAt(known, root, folder));
  if (missing.length === 0 && known.has(root)) return;
  const names = [root, ...missing.map((folder) => `${root}:${Buffer.from(folder, 'latin1').toString('utf8')}`)];
  const trees = await readObjects(place.git, names, { cwd: place.cwd });
  if (trees[0]?.type !== 'tree') {
    await refuseLeftOut(place, [root]);
    throw new OpenSessionError('branch_corrupt', `expected a tree ${root}, found none`);
  }
  for (const tree of trees) if (tree?.type === 'tree') known.set(tree.id, readTree(tree.bytes, place.format));
};

/** Whether a folder may be there and its entries are not known. */
const unknownAt = (known: KnownTrees, root: string, folder: string): boolean => {
  let here: string | undefined = root;
  for (const part of folder.split('/')) {
    const entries: readonly TreeEntry[] | undefined = here === undefined ? undefined : known.get(here);
    if (entries === undefined) return true;
    const entry: TreeEntry | undefined = entries.find(({ name }) => name === part);
    if (entry?.mode !== '40000') return false;
    here = entry.id;
  }
  return here === undefined || !known.has(here);
};
