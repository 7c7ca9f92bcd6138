/**
 * Short keys of what an artifact claims, kept in the commit message of each version and in the archive, so that those
 * about a change are found without opening a blob. Hints only: a hit is computed anew, so a collision costs time alone.
 */
import { sha256 } from './canonical.ts';
import type { FileState } from './path-state.ts';

/** Bytes of a key of a state or patch, and of a key of a path. */
export const STATE_KEY_BYTES = 6;
export const PATH_KEY_BYTES = 4;

/** Keys of one kind that a commit message holds at most. */
export const MAX_CHANGE_KEYS = 512;

/** Lower-case hexadecimal key of a path in a state; ids of different object formats never meet. */
export const stateKey = async (format: 'sha1' | 'sha256', path: string, state: FileState): Promise<string> =>
  prefix(await sha256(`${format}\0${state.mode}\0${state.oid}\0${path}`), STATE_KEY_BYTES);

/** @param strictKey sha256 of a strict patch, 64 hexadecimal digits, with or without the label before a colon */
export const patchKey = (strictKey: string): string =>
  prefix(strictKey.slice(strictKey.indexOf(':') + 1), STATE_KEY_BYTES);

export const pathKey = async (path: string): Promise<string> => prefix(await sha256(path), PATH_KEY_BYTES);

const prefix = (hex: string, bytes: number): string => hex.slice(0, 2 * bytes);

/** Base64 of the distinct keys (hexadecimal, of one length), sorted; at most MAX_CHANGE_KEYS of them. */
export const packKeys = (keys: Iterable<string>): string =>
  base64.encode([...new Set(keys)].slice(0, MAX_CHANGE_KEYS).sort(byUnit).join(''));

/** The keys in what packKeys made; none for what is no such text. */
export const unpackKeys = (packed: string, bytes: number): readonly string[] => {
  const hex = base64.decode(packed);
  const size = 2 * bytes;
  if (hex === undefined || hex.length % size !== 0) return [];
  return Array.from({ length: hex.length / size }, (_, index) => hex.slice(index * size, (index + 1) * size));
};

const byUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Hexadecimal as a text of a unit for each byte. */
const rawOf = (hex: string): string =>
  Array.from({ length: hex.length / 2 }, (_, at) =>
    String.fromCharCode(Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16)),
  ).join('');

/** Hexadecimal to base64 and back, without `node:`: the ground runs in a Worker too. */
const base64 = {
  encode: (hex: string): string => btoa(rawOf(hex)),
  decode: (text: string): string | undefined => {
    const bytes = base64.bytes(text);
    return bytes === undefined
      ? undefined
      : Array.from(bytes, (unit) => unit.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  },
  /** A unit for each byte. */
  bytes: (text: string): string | undefined => {
    try {
      return atob(text);
    } catch {
      return undefined; // no base64: somebody else's line
    }
  },
} as const;

/**
 * Finds asked keys in what packKeys made, without making a text of each key in it: ten thousand messages hold half a
 * million. @returns the asked keys (hexadecimal) that a packed text holds
 */
export const packedMatcher = (asked: ReadonlySet<string>, bytes: number): ((packed: string) => readonly string[]) => {
  const byRaw = new Map([...asked].map((key) => [rawOf(key), key]));
  // nearly no key of a stranger's message begins like one of them: of the others no text is made
  const begins = new Uint8Array(1 << 16);
  for (const raw of byRaw.keys()) begins[firstTwo(raw, 0)] = 1;
  return (packed) => {
    if (byRaw.size === 0) return [];
    const raw = base64.bytes(packed);
    if (raw === undefined || raw.length % bytes !== 0) return [];
    const found: string[] = [];
    for (let at = 0; at < raw.length; at += bytes) {
      if (begins[firstTwo(raw, at)] === 0) continue;
      const key = byRaw.get(raw.slice(at, at + bytes));
      if (key !== undefined) found.push(key);
    }
    return found;
  };
};

const firstTwo = (raw: string, at: number): number => (raw.charCodeAt(at) << 8) | raw.charCodeAt(at + 1);
