import { parseArtifactMessage } from '../domain/artifact-message.ts';
import { commitHeaders, messageOf } from '../git/commit-headers.ts';
import { type ObjectInfo, type ReadObject, readEach, readInfos } from '../git/read-objects.ts';
import { type Held, readOrAbsent } from '../git/read-or-absent.ts';
import { type TreeEntry, readTree } from '../git/object-id.ts';
import { promisedAmong } from '../git/promised-objects.ts';
import { isShallow } from './is-cut.ts';
import type { Place } from './place.ts';

export interface VersionName {
  readonly ref: string;
  readonly commit: string;
}

/** One version as it lies there, nothing of it believed. */
export interface InspectedVersion extends VersionName {
  readonly parents: readonly VersionParent[];
  readonly message: string;
  readonly entries: readonly TreeEntry[];
  /** Bytes by name of the regular files at the tree's root; of two with one name the first, as git shows it. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Names of those that could not be read, or are too large to be ours. */
  readonly unread: readonly string[];
  /** Those of them that a partial clone left out: they are at its remote. */
  readonly absent: readonly string[];
}

/** It is no commit that can be read, or its tree is none. */
export interface UnreadVersion extends VersionName {
  readonly entries: null;
  /** A partial clone left the tree out. */
  readonly isAbsent: boolean;
  /** There is no such commit, and the clone is shallow: an archived one was cut. */
  readonly isCut: boolean;
}

export interface VersionParent {
  readonly commit: string;
  /** Which artifact the parent is a version of; null: of none. undefined: it is not there. */
  readonly of: string | null | undefined;
}

/** Versions that are asked for at once, and the bytes of files that are held at once. */
const AT_ONCE = 200;
const BYTES_AT_ONCE = 32 * 1024 * 1024;
const MAX_FILE_BYTES = 16 * 1024 * 1024;
/** A tree of ours has five entries; of what is larger than this the rest is not looked at. */
const MAX_ENTRIES = 64;
/** For a ref that holds no id: the id that no object has. */
const NOTHING = '0'.repeat(40);

/** Many versions by a few processes for all of them, in the order asked; null for what is no readable commit with a tree. */
export async function* inspectVersions(
  place: Place,
  names: readonly VersionName[],
): AsyncGenerator<InspectedVersion | UnreadVersion> {
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const heads = await readHeads(place, names.slice(at, at + AT_ONCE));
    for (const part of byBytes(heads)) {
      const blobs = await readEach(
        place.git,
        part.flatMap(({ wanted }) => wanted.map(({ info }) => info.id)),
        place,
      );
      let next = 0;
      for (const { head, wanted, unread, absent } of part) {
        if (head.entries === null) yield head;
        else yield { ...head, ...filesOf(wanted, () => blobs[next++] ?? null, unread), absent };
      }
    }
  }
}

type Head = Omit<InspectedVersion, 'files' | 'unread' | 'absent'> | UnreadVersion;

interface Wanted {
  readonly name: string;
  readonly info: ObjectInfo;
}

interface Planned {
  readonly head: Head;
  readonly wanted: readonly Wanted[];
  readonly unread: readonly string[];
  readonly absent: readonly string[];
}

/** Commits, then their trees and parents, all by their ids: of those alone git says what a partial clone left out. */
const readHeads = async (place: Place, names: readonly VersionName[]): Promise<readonly Planned[]> => {
  const commits = await readEach(
    place.git,
    names.map(({ commit }) => commit || NOTHING),
    place,
  );
  const ids = [...new Set(commits.flatMap((object) => (object?.type === 'commit' ? belowAndAbove(object) : [])))];
  const objects = await readOrAbsent(place, ids);
  const around = new Map(ids.map((id, index) => [id, objects[index] ?? null]));
  const heads = names.map((name, index) => headOf(place, name, { commit: commits[index] ?? null, around }));
  return planned(place, heads);
};

interface ReadHead {
  readonly commit: ReadObject | null;
  /** Trees and parents, by id. */
  readonly around: ReadonlyMap<string, Held>;
}

const headOf = (place: Place, name: VersionName, { commit, around }: ReadHead): Head => {
  if (commit?.type !== 'commit')
    return { ...name, entries: null, isAbsent: false, isCut: commit === null && isShallow(place) };
  const tree = around.get(commitHeaders(commit.bytes).tree);
  if (tree === 'absent' || tree?.type !== 'tree')
    return { ...name, entries: null, isAbsent: tree === 'absent', isCut: false };
  return {
    ...name,
    parents: parentsOf(commit).map((parent) => ({ commit: parent, of: artifactOf(around.get(parent)) })),
    message: messageOf(commit.bytes),
    entries: readTree(tree.bytes, place.format).slice(0, MAX_ENTRIES),
  };
};

const belowAndAbove = (commit: ReadObject): readonly string[] => {
  const { tree } = commitHeaders(commit.bytes);
  return tree === '' ? parentsOf(commit) : [tree, ...parentsOf(commit)];
};

const parentsOf = ({ bytes }: ReadObject): readonly string[] => commitHeaders(bytes).parents.slice(0, MAX_ENTRIES);

const artifactOf = (commit: Held | undefined): string | null | undefined =>
  commit == null || commit === 'absent'
    ? undefined
    : (parseArtifactMessage(messageOf(commit.bytes))?.artifact_id ?? null);

const planned = async (place: Place, heads: readonly Head[]): Promise<readonly Planned[]> => {
  const regular = heads.map(({ entries }) => firstOfEach(entries ?? []));
  const infos = await readInfos(
    place.git,
    regular.flat().map(({ id }) => id),
    place,
  );
  const missing = regular.flat().flatMap(({ id }, index) => (infos[index] === null ? [id] : []));
  const promised = await promisedAmong(place, missing);
  let next = 0;
  return heads.map((head, index) => {
    const files = (regular[index] ?? []).map(({ name, id }) => ({ name, id, info: infos[next++] ?? null }));
    const wanted = files.flatMap(({ name, info }) => (isReadable(info) ? [{ name, info }] : []));
    const unread = files.filter(({ info }) => !isReadable(info));
    const absent = unread.filter(({ id }) => promised.has(id));
    return { head, wanted, unread: unread.map(({ name }) => name), absent: absent.map(({ name }) => name) };
  });
};

const firstOfEach = (entries: readonly TreeEntry[]): readonly TreeEntry[] =>
  entries.filter(
    ({ mode, name }, index) => mode === '100644' && entries.findIndex((other) => other.name === name) === index,
  );

const isReadable = (info: ObjectInfo | null): info is ObjectInfo =>
  info !== null && info.type === 'blob' && info.size <= MAX_FILE_BYTES;

/** Parts whose files fit into memory together. */
function* byBytes(all: readonly Planned[]): Generator<readonly Planned[]> {
  let part: Planned[] = [];
  let bytes = 0;
  for (const one of all) {
    const size = one.wanted.reduce((sum, { info }) => sum + info.size, 0);
    if (part.length > 0 && bytes + size > BYTES_AT_ONCE) {
      yield part;
      [part, bytes] = [[], 0];
    }
    part.push(one);
    bytes += size;
  }
  yield part;
}

const filesOf = (
  wanted: readonly Wanted[],
  nextBlob: () => ReadObject | null,
  unread: readonly string[],
): Pick<InspectedVersion, 'files' | 'unread'> => {
  const files = new Map<string, Buffer>();
  const damaged: string[] = [];
  for (const { name } of wanted) {
    const blob = nextBlob();
    if (blob === null) damaged.push(name);
    else files.set(name, blob.bytes);
  }
  return { files, unread: [...unread, ...damaged] };
};
