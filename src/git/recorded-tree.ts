import { OpenSessionError } from '../domain/errors.ts';
import type { Manifest, ManifestEntry } from '../domain/manifest.ts';
import type { PathState } from '../domain/path-state.ts';
import { editTree, type TreeChange } from './edit-tree.ts';
import type { Git } from './git.ts';
import { pathBytes } from './path-text.ts';
import { readInfos } from './read-objects.ts';

/** What an artifact says of a working tree: a commit, null for nothing, and what differs from it. */
export interface RecordedTree {
  readonly start: string | null;
  readonly entries: readonly ManifestEntry[];
}

/**
 * The tree that a start and entries make, in the repository at a directory. null: the start is not here, is damaged or was
 * left out by a partial clone, or the entries make no tree.
 */
export const recordedTree = async (
  git: Git,
  dir: string,
  { start, entries, object_format: format }: RecordedTree & Pick<Manifest, 'object_format'>,
): Promise<string | null> => {
  const where = { git, cwd: dir, format };
  try {
    const root = start === null ? null : (await rootsOf(where, [start])).get(start);
    return root === undefined ? null : await treeOf(where, root, entries);
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'git_failed') return null;
    throw error;
  }
};

/** The trees of commits that are here. */
export const rootsOf = async (
  { git, cwd }: Pick<Where, 'git' | 'cwd'>,
  commits: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const names = commits.flatMap((commit) => [`${commit}^{commit}`, `${commit}^{tree}`]);
  const infos = await readInfos(git, names, { cwd });
  return new Map(
    commits.flatMap((commit, index) => {
      const [is, tree] = infos.slice(2 * index, 2 * index + 2);
      return is?.id === commit && tree?.type === 'tree' ? [[commit, tree.id] as const] : [];
    }),
  );
};

type Where = Parameters<typeof editTree>[0];

/** null: the entries make no tree of it. @param root null: the empty one */
export const treeOf = async (
  where: Where,
  root: string | null,
  entries: RecordedTree['entries'],
): Promise<string | null> => {
  const edits = new Map(toldOf(entries).map(({ path, after }) => [bytesOf(path), changeOf(after)]));
  try {
    return (await editTree(where, root, edits)).id;
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'artifact_corrupt') return null;
    throw error;
  }
};

/** The others are in the tree as they were at the start. */
export const toldOf = (entries: RecordedTree['entries']): RecordedTree['entries'] =>
  entries.filter(({ unknown_reason }) => unknown_reason === undefined);

/** A byte a unit, as names stand in trees. */
export const bytesOf = (path: string): string => pathBytes(path).toString('latin1');

const changeOf = (state: PathState): TreeChange => (state === null ? null : { mode: state.mode, id: state.oid });
