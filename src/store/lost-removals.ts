import { isByteName } from '../domain/archive-layout.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { commitHeaders } from '../git/commit-headers.ts';
import { readTree } from '../git/object-id.ts';
import { type ObjectInfo, type ReadObject, parseInfo, readEach } from '../git/read-objects.ts';
import type { Place } from './place.ts';
import { messageOf } from './read-version.ts';
import { recordsIn } from './salvage-removals.ts';
import { TOMBSTONES_MESSAGE } from './tombstones.ts';

/** A record of removals as it lies among the objects, with none that goes on from it. */
export interface LostRecord {
  /** Of a commit, or of a tree whose commit is gone. */
  readonly object: string;
  readonly isCommit: boolean;
  readonly removals: number;
}

/** Of the listing of all objects, some 50 bytes for each: a second or two. */
const MAX_LISTING = 32 * 1024 * 1024;
/** A commit of removals has two parents at most. */
const MAX_COMMIT = 1024;
const AT_ONCE = 20_000;
/** Those with most removals: the others are what they went on from, or were tried in vain. */
const MOST_TOLD = 4;

/**
 * Records of removals among all objects, the largest first: where the commit that the ref names was lost, its tree may be
 * there, and what it went on from. `git fsck` ends at the first damaged object, so that what no ref reaches cannot be asked for.
 * Anybody whose commits were fetched may have made one: nothing is done with them here.
 * @returns null: there is too much in the repository to look through
 */
export const findLostRecords = async (place: Place): Promise<readonly LostRecord[] | null> => {
  const candidates = await candidatesIn(place);
  if (candidates === null) return null;
  const found = new Map<string, { readonly tree: string; readonly parents: readonly string[] }>();
  for (let at = 0; at < candidates.length; at += AT_ONCE)
    for (const object of await readEach(place.git, candidates.slice(at, at + AT_ONCE), place)) {
      const record = object === null ? null : recordOf(place, object);
      if (object !== null && record !== null) found.set(object.id, record);
    }
  const below = new Set([...found].flatMap(([id, { tree, parents }]) => (tree === id ? [] : [tree, ...parents])));
  const records: LostRecord[] = [];
  for (const [object, { tree }] of found) {
    if (below.has(object)) continue;
    const { files } = await recordsIn(place, tree);
    if (files.size > 0) records.push({ object, isCommit: tree !== object, removals: files.size });
  }
  return records.sort((a, b) => b.removals - a.removals).slice(0, MOST_TOLD);
};

/** Commits and trees that may be a record, by what they are and their size. */
const candidatesIn = async ({ git, cwd, format }: Place): Promise<readonly string[] | null> => {
  const args = ['cat-file', '--batch-all-objects', '--unordered', '--batch-check'];
  // `40000 xx`, NUL and an id for each of at most 256 folders
  const entry = 9 + (format === 'sha1' ? 20 : 32);
  const isCandidate = ({ type, size }: ObjectInfo): boolean =>
    type === 'commit' ? size <= MAX_COMMIT : type === 'tree' && size % entry === 0 && size <= 256 * entry;
  try {
    const { stdout } = await git.run(args, { cwd, limit: MAX_LISTING });
    return stdout
      .toString('latin1')
      .split('\n')
      .flatMap((line) => {
        const info = parseInfo(line);
        return info !== null && isCandidate(info) ? [info.id] : [];
      });
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'git_failed') return null;
    throw error;
  }
};

/** The tree that holds the removals, and what a commit of them goes on from; null: it is no such commit or tree. */
const recordOf = (
  { format }: Place,
  { id, type, bytes }: ReadObject,
): { readonly tree: string; readonly parents: readonly string[] } | null => {
  if (type === 'commit') return messageOf(bytes).startsWith(TOMBSTONES_MESSAGE) ? commitHeaders(bytes) : null;
  const entries = readTree(bytes, format);
  const isRoot = entries.length > 0 && entries.every(({ mode, name }) => mode === '40000' && isByteName(name));
  return isRoot ? { tree: id, parents: [] } : null;
};
