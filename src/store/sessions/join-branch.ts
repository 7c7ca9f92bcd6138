import { withPublished } from '../../domain/branch/session-meta.ts';
import { TOMBSTONES, branchFileOf, pathsOf } from '../../domain/branch/session-path.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { SESSIONS_REF } from '../../domain/refs.ts';
import { type GitObject, gitObject } from '../../git/object-id.ts';
import { readInfos } from '../../git/read-objects.ts';
import { writeObjects } from '../../git/write-objects.ts';
import { commitOf } from '../commit-of.ts';
import type { Place } from '../place.ts';
import { retryMoved } from '../retry-moved.ts';
import { writeAndPoint } from '../write-then-move.ts';
import { datedSessions } from './dated-sessions.ts';
import { type EditedTree, type KnownTrees, editTree } from './edit-tree.ts';
import { unionOf } from './merge-trees.ts';
import { blobsAt, nameFiles } from './list-files.ts';
import { movableTip, sessionsAt, textsOf } from './read-branch.ts';

export interface Joined {
  /** The branch's tip, and what it was before. */
  readonly commit: string;
  readonly ours: string | null;
  /** It does not go on from theirs: the branch was begun anew by a prune that they do not know. */
  readonly replaces: boolean;
}

/**
 * Joins another clone's history, whose objects are here, with the branch, and moves the branch there.
 * @throws refused (it is checked out), ref_conflict, ref_locked, branch_corrupt
 */
export const joinBranch = (place: Place, theirs: string): Promise<Joined> =>
  retryMoved({
    read: () => movableTip(place),
    at: (tip) => tip,
    act: async (ours) => {
      const { commit, replaces, objects } = await joinedOf(place, ours, theirs);
      const change = { ref: SESSIONS_REF, from: ours, to: commit };
      if (commit !== ours) await writeAndPoint(place, objects, [change]);
      return { commit, replaces, ours };
    },
  });

interface Joining extends Omit<Joined, 'ours'> {
  /** To be written before the branch moves. */
  readonly objects: readonly GitObject[];
}

const joinedOf = async (place: Place, ours: string | null, theirs: string): Promise<Joining> => {
  const base = ours === null ? null : await mergeBase(place, ours, theirs);
  if (ours === null || base === ours) return { commit: theirs, replaces: false, objects: [] };
  if (base === theirs) return { commit: ours, replaces: false, objects: [] };
  const [ownTree, theirTree] = await treesOf(place, [ours, theirs]);
  const changes = await unionOf(place, ownTree, theirTree);
  const known: KnownTrees = new Map();
  const union = await editTree(place, ownTree, { changes, known });
  const parents = base === null ? await parentsOf(place, ours, theirs) : [ours, theirs];
  const replaces = !parents.includes(theirs);
  let tree: EditedTree = union;
  // What a history that is not gone on from says of dates is kept in the tree.
  for (const dropped of [theirs, ours].filter((one) => !parents.includes(one))) {
    await writeObjects(place.git, place, tree.objects); // read again on the way to the dates
    const dated = await withDates(place, { dropped, parent: parents[0] ?? null, tree: tree.id, known });
    tree = { id: dated.id, objects: [...tree.objects, ...dated.objects] };
  }
  const [parent] = parents;
  if (parents.length === 1 && parent !== undefined && tree.id === (replaces ? ownTree : theirTree))
    return { commit: parent, replaces, objects: [] };
  const commit = commitOf(place, { tree: tree.id, parents, message: 'sessions-merge' });
  return { commit: commit.id, replaces, objects: [...tree.objects, commit] };
};

/** The tree in which each session that only the dropped history has says when it was published: no commit will. */
const withDates = async (
  place: Place,
  how: { readonly dropped: string; readonly parent: string | null; readonly tree: string; readonly known: KnownTrees },
): Promise<EditedTree> => {
  const files = how.parent === null ? [] : await nameFiles(place, how.parent);
  const kept = new Set(files.map(({ path, blob }) => `${path}\0${blob}`));
  const sessions = await sessionsAt(place, how.tree);
  const moved = sessions.filter(({ path, blob }) => !kept.has(`${path}\0${blob}`));
  const changes = new Map<string, string | null>();
  const blobs: GitObject[] = [];
  const dated = await datedSessions(place, how.dropped, moved);
  const metas = await blobsAt(
    place,
    how.tree,
    dated.map(({ at }) => pathsOf(at).meta),
  );
  const texts = await textsOf(
    place,
    metas.flatMap((meta) => meta ?? []),
  );
  for (const [index, { at, published }] of dated.entries()) {
    const text = withPublished(texts.get(metas[index] ?? '') ?? '', new Date(published).toISOString());
    if (text === undefined) continue;
    const blob = gitObject(place.format, 'blob', text);
    blobs.push(blob);
    changes.set(pathsOf(at).meta, blob.id);
  }
  const edited = await editTree(place, how.tree, { changes, known: how.known });
  return { id: edited.id, objects: [...blobs, ...edited.objects] };
};

/** One of both when it is an ancestor of the other; null: they have no common past. */
const mergeBase = async ({ git, cwd }: Place, a: string, b: string): Promise<string | null> => {
  const { stdout, code } = await git.run(['merge-base', a, b], { cwd, allow: [0, 1] });
  return code === 0 ? stdout.toString('utf8').trim() : null;
};

const treesOf = async (place: Place, commits: readonly string[]): Promise<readonly [string, string]> => {
  const names = commits.map((commit) => `${commit}^{tree}`);
  const [ours, theirs] = await readInfos(place.git, names, place);
  if (ours?.type === 'tree' && theirs?.type === 'tree') return [ours.id, theirs.id];
  throw new OpenSessionError('branch_corrupt', `expected trees at ${commits.join(' and ')}, found none`);
};

/**
 * Both as a rule. Where one of two histories without a common past was begun anew by a prune that the other does not know,
 * only that one goes on: with the other as a parent all that was pruned would be there again. Where each was, none does.
 */
const parentsOf = async (place: Place, ours: string, theirs: string): Promise<readonly string[]> => {
  const [own, their] = await readInfos(
    place.git,
    [ours, theirs].map((commit) => `${commit}:${TOMBSTONES}`),
    place,
  );
  if (own?.id === their?.id) return [ours, theirs];
  const [mine, others] = [await gravesAt(place, ours), await gravesAt(place, theirs)];
  return [
    ...([...others].every((path) => mine.has(path)) ? [ours] : []),
    ...([...mine].every((path) => others.has(path)) ? [theirs] : []),
  ];
};

/** Paths of what a history knows to be pruned. */
const gravesAt = async (place: Place, commit: string): Promise<ReadonlySet<string>> =>
  new Set(
    (await nameFiles(place, commit)).flatMap(({ path }) => (branchFileOf(path).kind === 'tombstone' ? [path] : [])),
  );
