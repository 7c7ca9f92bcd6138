import type { ManifestEntry } from '../../domain/manifest.ts';
import { type PathState, sameState } from '../../domain/path-state.ts';
import { type editTree, type KnownTrees, readTreesOnWay } from '../edit-tree.ts';
import { gitObject } from '../object-id.ts';
import { bytesOf, type RecordedTree, rootsOf, toldOf, treeOf } from '../recorded-tree.ts';
import { changesBetween } from './changes-between.ts';
import type { PrivateRepository } from './private-repository.ts';
import type { RawChanges } from './raw-changes.ts';

export interface MadeTree {
  readonly tree: string;
  /** Paths in which it differs from the head's. */
  readonly differing: readonly string[];
}

/**
 * The trees that starts and entries make, without any blob and without an index: a few processes for all of them. null:
 * the start is not here, or the entries make no tree.
 */
export const makeTrees = async (
  repository: PrivateRepository,
  head: string,
  recorded: readonly RecordedTree[],
): Promise<readonly (MadeTree | null)[]> => {
  const starts = [...new Set(recorded.flatMap(({ start }) => start ?? []))];
  await repository.supply.strangers(starts);
  const where = { git: repository.git, cwd: repository.dir, format: repository.object_format };
  const roots = await rootsOf(where, starts);
  const known: KnownTrees = new Map();
  const asked = recorded.map((one) => ({ root: one.start === null ? null : roots.get(one.start), one }));
  await readTreesOnWay(
    { ...where, known },
    asked.map(({ root, one }) => ({ root: root ?? null, paths: one.entries.map(({ path }) => bytesOf(path)) })),
  );
  // git knows the empty tree wherever it is
  const empty = gitObject(repository.object_format, 'tree', '').id;
  const made: (MadeTree | null)[] = [];
  for (const { root, one } of asked) {
    if (root === undefined) made.push(null);
    else {
      // by commits, as the change itself was compared: most sessions start where it does
      const changes = await changesBetween(repository, one.start ?? empty, head);
      made.push(await make({ ...where, known }, { root, one, changes }));
    }
  }
  return made;
};

const make = async (
  where: Parameters<typeof editTree>[0] & { readonly known: KnownTrees },
  of: { readonly root: string | null; readonly one: RecordedTree; readonly changes: RawChanges },
): Promise<MadeTree | null> => {
  const tree = await treeOf(where, of.root, of.one.entries);
  return tree === null
    ? null
    : { tree, differing: differingFrom(where.known, { ...of, told: toldOf(of.one.entries) }) };
};

/** What the head changed and the entries did not, and what the entries made that is not so in the head. */
const differingFrom = (
  known: KnownTrees,
  of: { readonly root: string | null; readonly changes: RawChanges; readonly told: readonly ManifestEntry[] },
): readonly string[] => {
  const own = new Set<string>(of.told.map(({ path }) => path));
  const theirs = [...of.changes.keys()].filter((path) => !own.has(path));
  const mine = of.told.filter(({ path, after }) => {
    const change = of.changes.get(path);
    return !sameState(after, change === undefined ? stateAt(known, of.root, bytesOf(path)) : change.after);
  });
  return [...theirs, ...mine.map(({ path }) => path)].sort();
};

const stateAt = (known: KnownTrees, root: string | null, path: string): PathState => {
  let tree = root;
  const names = path.split('/');
  for (const [depth, name] of names.entries()) {
    const entry = tree === null ? undefined : known.get(tree)?.find((one) => one.name === name);
    if (entry === undefined) return null;
    if (depth === names.length - 1) return entry.mode === '40000' ? null : { mode: entry.mode, oid: entry.id };
    tree = entry.mode === '40000' ? entry.id : null;
  }
  return null;
};
