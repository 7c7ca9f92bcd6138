/**
 * A shard of the archive: sorted, distinct records of 14 bytes, the key of a state or patch (6) and the hash of the
 * artifact's id (8). Hints only, as all keys: a hit is computed anew, so that a collision costs time alone.
 */
import { ID_HASH_BYTES, shardPath } from './archive-layout.ts';
import { STATE_KEY_BYTES } from './change-keys.ts';

/** Lower-case hexadecimal: a key and the hash of an artifact's id, as they stand in a shard. */
export type ShardRecord = string;

const RECORD_BYTES = STATE_KEY_BYTES + ID_HASH_BYTES;
const KEY_DIGITS = 2 * STATE_KEY_BYTES;

/** A hundred thousand artifacts of sixty files make shards of 1.3 KB; what is far larger was not written by us. */
export const MAX_SHARD_BYTES = 4 * 1024 * 1024;

export const shardRecord = (key: string, hash: string): ShardRecord => `${key}${hash}`;

export const keyOf = (record: ShardRecord): string => record.slice(0, KEY_DIGITS);
export const idHashOf = (record: ShardRecord): string => record.slice(KEY_DIGITS);

/** The bytes of a shard: the same for the same records, in whatever order and however often they come. */
export const encodeShard = (records: Iterable<ShardRecord>): Uint8Array => {
  const sorted = [...new Set(records)].sort();
  const bytes = new Uint8Array(sorted.length * RECORD_BYTES);
  let at = 0;
  for (const record of sorted)
    for (let digit = 0; digit < 2 * RECORD_BYTES; digit += 2)
      bytes[at++] = Number.parseInt(record.slice(digit, digit + 2), 16);
  return bytes;
};

/**
 * The records of the shard at a path, or what is wrong with it: an archive may come from anybody. A shard that was cut,
 * is out of order or holds keys of another one is not read by halves, which would hide what is missing.
 */
export const decodeShard = (bytes: Uint8Array, path: string): readonly ShardRecord[] | { readonly problem: string } => {
  if (bytes.length === 0 || bytes.length % RECORD_BYTES !== 0)
    return { problem: `expected records of ${RECORD_BYTES} bytes in ${path}, found ${bytes.length} bytes` };
  const records: ShardRecord[] = [];
  for (let at = 0; at < bytes.length; at += RECORD_BYTES) {
    const record = hexOf(bytes, at);
    if (shardPath(record) !== path) return { problem: `expected keys of ${path} alone in it, found another's` };
    const before = records.at(-1);
    if (before !== undefined && before >= record) return { problem: `expected sorted records in ${path}` };
    records.push(record);
  }
  return records;
};

const hexOf = (bytes: Uint8Array, start: number): string => {
  let text = '';
  for (let at = start; at < start + RECORD_BYTES; at++) text += HEX[bytes[at] ?? 0];
  return text;
};

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Records by the path of their shard. */
export const byShard = (records: Iterable<ShardRecord>): ReadonlyMap<string, readonly ShardRecord[]> => {
  const shards = new Map<string, ShardRecord[]>();
  for (const record of records) {
    const path = shardPath(record);
    const shard = shards.get(path);
    if (shard === undefined) shards.set(path, [record]);
    else shard.push(record);
  }
  return shards;
};
