import { OpenSessionError } from '../domain/errors.ts';
import type { Git } from './git.ts';
import { type GitObject, type ObjectFormat, type TreeEntry, readTree, treeObject } from './object-id.ts';
import { readEach } from './read-objects.ts';

/** What stands at a path afterwards; null: nothing. */
export type TreeChange = { readonly mode: string; readonly id: string } | null;

interface Where {
  readonly git: Git;
  readonly cwd: string;
  readonly format: ObjectFormat;
  /** Trees that were read before. */
  readonly known?: KnownTrees;
}

export type KnownTrees = Map<string, readonly TreeEntry[]>;

/**
 * Reads the trees on the way to paths below roots, one `cat-file` for each level of all of them: editing them afterwards
 * reads nothing more.
 */
export const readTreesOnWay = async (
  where: Where & { readonly known: KnownTrees },
  asked: readonly { readonly root: string | null; readonly paths: readonly string[] }[],
): Promise<void> => {
  let level = asked.flatMap(({ root, paths }) => {
    const nowhere = new Map(paths.map((path): [string, TreeChange] => [path, null]));
    return root === null ? [] : [{ folder: folderOf(nowhere), id: root }];
  });
  while (level.length > 0) {
    await readTrees(
      where,
      level.map(({ id }) => id),
    );
    level = level.flatMap(({ folder, id }) => below(folder, where.known.get(id) ?? []));
  }
};

/**
 * A tree with changes at paths (`a/b/c`, ASCII). Only trees on the way to a change are read, one `cat-file` for each
 * level, and only those are new; all other entries stay. A folder that becomes empty goes.
 * @param root id of the tree, null for an empty one
 * @returns the new tree's id and the trees that are to be written, itself included
 * @throws artifact_corrupt when a tree on the way is missing
 */
export const editTree = async (
  where: Where,
  root: string | null,
  changes: ReadonlyMap<string, TreeChange>,
): Promise<{ readonly id: string; readonly objects: readonly GitObject[] }> => {
  const top = folderOf(changes);
  await readLevels(where, top, root);
  const objects = new Map<string, GitObject>();
  const built = build(where.format, top, objects) ?? treeObject(where.format, []);
  objects.set(built.id, built);
  return { id: built.id, objects: [...objects.values()] };
};

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly leaves: Map<string, TreeChange>;
  entries: readonly TreeEntry[];
}

const emptyFolder = (): Folder => ({ folders: new Map(), leaves: new Map(), entries: [] });

const folderOf = (changes: ReadonlyMap<string, TreeChange>): Folder => {
  const top = emptyFolder();
  for (const [path, change] of changes) {
    const names = path.split('/');
    let folder = top;
    for (const name of names.slice(0, -1)) {
      const next = folder.folders.get(name) ?? emptyFolder();
      folder.folders.set(name, next);
      folder = next;
    }
    folder.leaves.set(names.at(-1) ?? '', change);
  }
  return top;
};

const readLevels = async (where: Where, top: Folder, root: string | null): Promise<void> => {
  let level: readonly { readonly folder: Folder; readonly id: string }[] =
    root === null ? [] : [{ folder: top, id: root }];
  while (level.length > 0) {
    const trees = await readTrees(
      where,
      level.map(({ id }) => id),
    );
    for (const [index, { folder, id }] of level.entries()) {
      const entries = trees[index];
      if (entries == null)
        throw new OpenSessionError('artifact_corrupt', `expected the tree ${id}, found no readable one`);
      folder.entries = entries;
    }
    level = level.flatMap(({ folder }) => below(folder, folder.entries));
  }
};

const below = (folder: Folder, entries: Folder['entries']): { folder: Folder; id: string }[] =>
  folder.folders.size === 0
    ? []
    : entries.flatMap(({ name, mode, id }) => {
        const inside = mode === '40000' ? folder.folders.get(name) : undefined;
        return inside === undefined ? [] : [{ folder: inside, id }];
      });

/** Entries of many trees in the order asked, from one `cat-file`; null for what is missing, damaged or no tree. */
export const readTrees = async (
  { git, cwd, format, known = new Map() }: Where,
  ids: readonly string[],
): Promise<readonly (readonly TreeEntry[] | null)[]> => {
  const digits = format === 'sha1' ? 40 : 64;
  const fresh = [...new Set(ids)].filter((id) => !known.has(id));
  for (const [index, tree] of (await readEach(git, fresh, { cwd })).entries())
    if (tree?.type === 'tree')
      known.set(
        fresh[index] ?? '',
        readTree(tree.bytes, format).filter(({ id }) => id.length === digits),
      );
  return ids.map((id) => known.get(id) ?? null);
};

/** undefined: nothing is in it. */
const build = (format: ObjectFormat, folder: Folder, objects: Map<string, GitObject>): GitObject | undefined => {
  const changes = new Map(folder.leaves);
  for (const [name, inside] of folder.folders) {
    const tree = build(format, inside, objects);
    // a file that takes the place of a folder whose files are taken away
    if (tree === undefined && folder.leaves.get(name) != null) continue;
    changes.set(name, tree === undefined ? null : { mode: '40000', id: tree.id });
  }
  const entries = changed(folder.entries, changes);
  if (entries.length === 0) return undefined;
  const tree = treeObject(format, entries);
  objects.set(tree.id, tree);
  return tree;
};

/** In their order, which is a tree's, where nothing is new. */
const changed = (entries: readonly TreeEntry[], changes: ReadonlyMap<string, TreeChange>): readonly TreeEntry[] => {
  const fresh = new Map(changes);
  const kept: TreeEntry[] = [];
  for (const entry of entries) {
    const change = changes.get(entry.name);
    fresh.delete(entry.name);
    if (change === undefined) kept.push(entry);
    else if (change !== null) kept.push({ name: entry.name, ...change });
  }
  for (const [name, change] of fresh) if (change !== null) kept.push({ name, ...change });
  return kept;
};
