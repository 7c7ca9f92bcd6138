import { ARTIFACTS_FOLDER, KEYS_FOLDER, isByteName } from '../domain/archive-layout.ts';
import { insteadOf } from '../domain/errors.ts';
import { ARCHIVE_REF, TOMBSTONES_REF } from '../domain/refs.ts';
import { commitHeaders, messageOf } from '../git/commit-headers.ts';
import { readTree } from '../git/object-id.ts';
import { type ObjectInfo, type ReadObject, parseInfo, readEach } from '../git/read-objects.ts';
import { ARCHIVE_MESSAGE } from './archive/archive-commit.ts';
import { foldersIn } from './archive/read-archive.ts';
import type { Place } from './place.ts';
import { recordsIn } from './records-in.ts';
import { TOMBSTONES_MESSAGE } from './tombstones.ts';

/** A record of removals, or an archive, as it lies among the objects, with none that goes on from it. */
export interface LostRecord {
  /** Of a commit, or of a tree whose commit is gone. */
  readonly object: string;
  readonly isCommit: boolean;
  /** Removals, or artifacts, that can be read. */
  readonly count: number;
}

/** By what a record is known. */
interface Kind {
  /** Its commits' messages begin so. */
  readonly message: string;
  /** Of a folder at its root: all of them are so. */
  readonly isFolder: (name: string) => boolean;
  /** Letters of a folder's name, and how many there are at most. */
  readonly letters: number;
  readonly folders: number;
  readonly count: (place: Place, tree: string) => Promise<number>;
}

const KINDS: { readonly [ref: string]: Kind } = {
  [TOMBSTONES_REF]: {
    message: TOMBSTONES_MESSAGE,
    isFolder: isByteName,
    letters: 2,
    folders: 256,
    count: async (place, tree) => (await recordsIn(place, tree)).files.size,
  },
  [ARCHIVE_REF]: {
    message: ARCHIVE_MESSAGE,
    isFolder: (name) => name === ARTIFACTS_FOLDER || name === KEYS_FOLDER,
    letters: 1,
    folders: 2,
    count: async (place, tree) => (await foldersIn(place, tree)).length,
  },
};

/** Of the listing of all objects, some 50 bytes for each: a second or two. */
const MAX_LISTING = 32 * 1024 * 1024;
/** A commit of an archive has up to 66 parents. */
const MAX_COMMIT = 8 * 1024;
const AT_ONCE = 20_000;
/** Those that hold most: the others are what they went on from, or were tried in vain. */
const MOST_TOLD = 4;

/**
 * What may be the record that a ref named, among all objects, the largest first: where its commit was lost, its tree may be
 * there, and what it went on from. Anybody whose commits were fetched may have made one: nothing is done with them here.
 * @returns null: there is too much in the repository to look through
 */
export const findLostRecords = async (place: Place, ref: string): Promise<readonly LostRecord[] | null> => {
  const kind = KINDS[ref];
  const found = await recordsAmong(place, ref);
  if (kind === undefined || found === null) return null;
  // 0: some of it is damaged
  const records = await readableOnes(found, (tree) => kind.count(place, tree).catch(insteadOf('git_failed', 0)));
  return records.sort((a, b) => b.count - a.count).slice(0, MOST_TOLD);
};

/** Of a commit, or of a tree itself. */
export interface Found {
  readonly tree: string;
  /** What a commit goes on from. */
  readonly parents: readonly string[];
}

/** By id. `git fsck` ends at the first damaged object, so that what no ref reaches cannot be asked for: all objects are. */
export const recordsAmong = async (place: Place, ref: string): Promise<ReadonlyMap<string, Found> | null> => {
  const kind = KINDS[ref];
  const candidates = kind === undefined ? null : await candidatesIn(place, kind);
  if (kind === undefined || candidates === null) return null;
  const found = new Map<string, Found>();
  for (let at = 0; at < candidates.length; at += AT_ONCE)
    for (const object of await readEach(place.git, candidates.slice(at, at + AT_ONCE), place)) {
      const record = object === null ? null : recordOf(place, kind, object);
      if (object !== null && record !== null) found.set(object.id, record);
    }
  return found;
};

/** What a record is made of that was found as well: its tree, and what it goes on from. */
const belowOf = (found: ReadonlyMap<string, Found>, id: string): readonly string[] => {
  const { tree, parents } = found.get(id) ?? { tree: id, parents: [] };
  return [tree, ...parents].filter((one) => one !== id && found.has(one));
};

/** Those that none goes on from. */
export const newestOf = (found: ReadonlyMap<string, Found>): readonly string[] => {
  const ids = [...found.keys()];
  const below = new Set(ids.flatMap((id) => belowOf(found, id)));
  return ids.filter((id) => !below.has(id));
};

/** The newest ones; of a history whose newest cannot be read, the next. */
const readableOnes = async (
  found: ReadonlyMap<string, Found>,
  count: (tree: string) => Promise<number>,
): Promise<LostRecord[]> => {
  const records: LostRecord[] = [];
  const asked = new Set(newestOf(found));
  for (const object of asked) {
    const tree = found.get(object)?.tree ?? object;
    const readable = await count(tree);
    if (readable > 0) records.push({ object, isCommit: tree !== object, count: readable });
    else for (const one of belowOf(found, object)) asked.add(one);
  }
  return records;
};

/** Commits and trees that may be a record, by what they are and their size. */
const candidatesIn = async (
  { git, cwd, format }: Place,
  { letters, folders }: Kind,
): Promise<readonly string[] | null> => {
  const args = ['cat-file', '--batch-all-objects', '--unordered', '--batch-check'];
  // `40000 <name>`, NUL and an id for each
  const entry = 7 + letters + (format === 'sha1' ? 20 : 32);
  const isCandidate = ({ type, size }: ObjectInfo): boolean =>
    type === 'commit' ? size <= MAX_COMMIT : type === 'tree' && size % entry === 0 && size <= folders * entry;
  const listed = await git.run(args, { cwd, limit: MAX_LISTING }).catch(insteadOf('git_failed', null));
  const lines = listed?.stdout.toString('latin1').split('\n');
  return (
    lines?.flatMap((line) => {
      const info = parseInfo(line);
      return info !== null && isCandidate(info) ? [info.id] : [];
    }) ?? null
  );
};

/** null: it is no such commit or tree. */
const recordOf = ({ format }: Place, { message, isFolder }: Kind, { id, type, bytes }: ReadObject): Found | null => {
  if (type === 'commit') return messageOf(bytes).startsWith(message) ? commitHeaders(bytes) : null;
  const entries = readTree(bytes, format);
  const isRoot = entries.length > 0 && entries.every(({ mode, name }) => mode === '40000' && isFolder(name));
  return isRoot ? { tree: id, parents: [] } : null;
};
