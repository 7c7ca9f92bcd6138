/** Object ids and packs made without git: a version's ids are known before anything is written. */
import { createHash } from '../domain/create-hash.ts';

export type ObjectFormat = 'sha1' | 'sha256';
export type ObjectType = 'commit' | 'tree' | 'blob';

export interface GitObject {
  readonly id: string;
  readonly type: ObjectType;
  readonly bytes: Buffer;
}

export const gitObject = (format: ObjectFormat, type: ObjectType, content: string | Buffer): GitObject => {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const hash = createHash(format).update(`${type} ${bytes.length}\0`).update(bytes);
  return { id: hash.digest('hex'), type, bytes };
};

export interface TreeEntry {
  /** Octal, as in a tree object: `100644`, `40000`, `160000`. */
  readonly mode: string;
  /** One path component; a name that is no UTF-8 keeps its bytes through latin1. */
  readonly name: string;
  readonly id: string;
}

/** Entries of a tree object's bytes; names are decoded as latin1 so that any byte survives. */
export const readTree = (bytes: Buffer, format: ObjectFormat): readonly TreeEntry[] => {
  const idLength = format === 'sha1' ? 20 : 32;
  const entries: TreeEntry[] = [];
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, space);
    if (space < 0 || end < 0) return entries;
    entries.push({
      mode: bytes.toString('latin1', at, space),
      name: bytes.toString('latin1', space + 1, end),
      id: bytes.toString('hex', end + 1, end + 1 + idLength),
    });
    at = end + 1 + idLength;
  }
  return entries;
};

export const treeObject = (format: ObjectFormat, entries: readonly TreeEntry[]): GitObject => {
  const keys = entries.map(sortKey);
  const isSorted = keys.every((key, at) => at === 0 || (keys[at - 1] ?? '') < key);
  return gitObject(format, 'tree', treeBytes(isSorted ? entries : entries.toSorted(inTree)));
};

const inTree = (a: TreeEntry, b: TreeEntry): number => {
  const [left, right] = [sortKey(a), sortKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};

/** For each `<mode> <name>` NUL `<id>`, the id in bytes: in one text, since a call for each of very many entries takes longer. */
const treeBytes = (entries: readonly TreeEntry[]): Buffer => {
  const ids = Buffer.from(entries.map(({ id }) => id).join(''), 'hex').toString('latin1');
  let at = 0;
  const texts = entries.map(({ mode, name, id }) => `${mode} ${name}\0${ids.slice(at, (at += id.length / 2))}`);
  return Buffer.from(texts.join(''), 'latin1');
};

/** Git compares bytes, a directory's name as if it ended with a slash; a unit of a latin1 text is a byte. */
const sortKey = ({ mode, name }: TreeEntry): string => (mode === '40000' ? `${name}/` : name);
