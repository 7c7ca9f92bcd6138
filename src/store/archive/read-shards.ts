import { KEYS_FOLDER } from '../../domain/archive-layout.ts';
import { MAX_SHARD_BYTES, type ShardRecord, decodeShard } from '../../domain/archive-shard.ts';
import { readTrees } from '../../git/edit-tree.ts';
import { type TreeEntry, readTree } from '../../git/object-id.ts';
import { readObjects } from '../../git/read-objects.ts';
import { type Held, readOrAbsent } from '../../git/read-or-absent.ts';
import type { Place } from '../place.ts';

export interface ReadShards {
  /** Of each path that was asked for and is there. */
  readonly records: ReadonlyMap<string, readonly ShardRecord[]>;
  /** Shards that are there and cannot be read: what they hold is unknown. */
  readonly problems: readonly string[];
  /** Paths of those of them that a partial clone left out. */
  readonly absent: readonly string[];
}

/** The shards at paths of an archive's commit, in three processes whatever their number; those that are not there hold none. */
export const readShards = async (place: Place, commit: string, paths: readonly string[]): Promise<ReadShards> => {
  const ids = await shardIds(place, commit, paths);
  const blobs = await readOrAbsent(
    place,
    ids.map(({ id }) => id),
  );
  const absent = ids.flatMap(({ path }, index) => (blobs[index] === 'absent' ? [path] : []));
  const records = new Map<string, readonly ShardRecord[]>();
  const problems: string[] = [];
  for (const [index, { path }] of ids.entries()) {
    const read = shardOf(path, blobs[index]);
    if ('problem' in read) problems.push(read.problem);
    else records.set(path, read);
  }
  return { records, problems, absent };
};

const shardOf = (path: string, blob: Held | undefined): readonly ShardRecord[] | { readonly problem: string } => {
  if (blob == null || blob === 'absent' || blob.type !== 'blob') return { problem: `${path} is missing or damaged` };
  if (blob.bytes.length > MAX_SHARD_BYTES) return { problem: `${path} has ${blob.bytes.length} bytes` };
  return decodeShard(blob.bytes, path);
};

/** The blobs of the shards at paths: what a clone without blobs fetches before it reads them. Two processes. */
export const shardIds = async (
  place: Place,
  commit: string,
  paths: readonly string[],
): Promise<readonly { readonly path: string; readonly id: string }[]> => {
  const wanted = new Map<string, Set<string>>();
  for (const path of paths) {
    const [, byte = '', name = ''] = path.split('/');
    wanted.set(byte, (wanted.get(byte) ?? new Set()).add(name));
  }
  const [top] = await readObjects(place.git, [`${commit}:${KEYS_FOLDER}`], place);
  const bytes = (top?.type === 'tree' ? readTree(top.bytes, place.format) : []).filter(({ name }) => wanted.has(name));
  const trees = await readTrees(
    place,
    bytes.map(({ id }) => id),
  );
  return bytes.flatMap(({ name: byte }, index) =>
    [...entriesNamed(trees[index], wanted.get(byte))].map(({ name, id }) => ({
      path: `${KEYS_FOLDER}/${byte}/${name}`,
      id,
    })),
  );
};

/** The first of each name: a hostile tree may hold one twice. */
const entriesNamed = (
  entries: readonly TreeEntry[] | null | undefined,
  wanted: ReadonlySet<string> | undefined,
): Iterable<TreeEntry> => {
  const found = new Map<string, TreeEntry>();
  for (const entry of entries ?? [])
    if (wanted?.has(entry.name) === true && !found.has(entry.name)) found.set(entry.name, entry);
  return found.values();
};
