/**
 * Paths in the tree of the archive, one ref that holds what was live once:
 *
 *     a/<2 hex>/<id>/version   the bytes of the version's commit: its id, message and parents without the history
 *     a/<2 hex>/<id>/files/    the version's tree, as it was
 *     k/<2 hex>/<2 hex>        a shard: the keys that begin so, and whose they are (archive-shard.ts)
 *
 * The two digits of an artifact are those of its id's hash, so that folders fill evenly whatever the ids look like.
 */
import { sha256 } from './canonical.ts';
import { STATE_KEY_BYTES } from './change-keys.ts';
import type { ArtifactId } from './refs.ts';

export const ARTIFACTS_FOLDER = 'a';
export const KEYS_FOLDER = 'k';
export const VERSION_NAME = 'version';
export const FILES_NAME = 'files';

/** Bytes of an id's hash in a shard. */
export const ID_HASH_BYTES = 8;

/** The first 8 bytes of sha256 of the id, lower-case hexadecimal. */
export const idHash = async (id: ArtifactId): Promise<string> => (await sha256(id)).slice(0, 2 * ID_HASH_BYTES);

/** Of an artifact whose id has this hash. */
export const artifactFolder = (hash: string): string => `${ARTIFACTS_FOLDER}/${hash.slice(0, 2)}`;

/** Of the shard that holds a key (hexadecimal). */
export const shardPath = (key: string): string => `${KEYS_FOLDER}/${key.slice(0, 2)}/${key.slice(2, 4)}`;

const KEY = new RegExp(`^[0-9a-f]{${2 * STATE_KEY_BYTES}}$`);

/** Whether a text may be a key: what is asked for may come from anybody. */
export const isKey = (text: string): boolean => KEY.test(text);

/** A name of one byte in a folder of the archive. */
export const isByteName = (name: string): boolean => /^[0-9a-f]{2}$/.test(name);
