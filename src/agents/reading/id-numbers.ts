/** Numbers that ids got, of any number of records in a bounded memory. */
export interface IdNumbers {
  /** Undefined: the id got none, or so long ago that it is forgotten. */
  get(id: string): number | undefined;
  /** @param number a whole number of 32 bits */
  set(id: string, number: number): void;
}

interface Table {
  readonly hashes: Float64Array;
  readonly numbers: Int32Array;
}

const FIRST_SIZE = 64;

/**
 * Remembers at least the last `limit` ids (at most twice as many) as 53-bit hashes, 16 to 32 bytes for each and none of
 * them on the heap: among a million ids the odds that two are taken for one are about 1 in 20,000. The table grows with
 * what is in it, so that a short log pays for no large one.
 */
export const createIdNumbers = (limit: number): IdNumbers => {
  let young = tableOf(FIRST_SIZE);
  let old = tableOf(0);
  let count = 0;
  // an id is mostly set right after it was asked for
  let lastId = '';
  let lastHash = hashOf('');
  const hashed = (id: string): number => {
    if (id === lastId) return lastHash;
    lastId = id;
    return (lastHash = hashOf(id));
  };
  return {
    get: (id) => {
      const hash = hashed(id);
      return numberIn(young, hash) ?? numberIn(old, hash);
    },
    set: (id, number) => {
      const hash = hashed(id);
      const slot = slotOf(young.hashes, hash);
      young.numbers[slot] = number;
      if (young.hashes[slot] === hash) return;
      young.hashes[slot] = hash;
      if (++count >= limit) {
        old = young;
        young = tableOf(FIRST_SIZE);
        count = 0;
      } else if (4 * count > 3 * young.hashes.length) young = grown(young);
    },
  };
};

const tableOf = (size: number): Table => ({ hashes: new Float64Array(size), numbers: new Int32Array(size) });

const numberIn = ({ hashes, numbers }: Table, hash: number): number | undefined => {
  if (hashes.length === 0) return undefined;
  const slot = slotOf(hashes, hash);
  return hashes[slot] === hash ? numbers[slot] : undefined;
};

const grown = ({ hashes, numbers }: Table): Table => {
  const larger = tableOf(2 * hashes.length);
  // an iterator over both would take as long as the rest of reading a log's ids
  for (let index = 0; index < hashes.length; index++) {
    const hash = hashes[index] ?? 0;
    if (hash === 0) continue;
    const slot = slotOf(larger.hashes, hash);
    larger.hashes[slot] = hash;
    larger.numbers[slot] = numbers[index] ?? 0;
  }
  return larger;
};

/** Ids that nobody made for it stand much nearer to their place, in a table of millions too. */
const MAX_STEPS = 1024;

/**
 * Where the hash is, or where it belongs: 0 marks a free slot. A log may hold ids that were made to fall on one place:
 * those that find no other near it push each other out, so that no search is long.
 */
const slotOf = (hashes: Float64Array, hash: number): number => {
  const mask = hashes.length - 1;
  const place = Math.floor(hash / 0x200000) & mask;
  for (let steps = 0, slot = place; steps < MAX_STEPS; steps++, slot = (slot + 1) & mask)
    if (hashes[slot] === 0 || hashes[slot] === hash) return slot;
  return place;
};

/** Two multiplicative hashes side by side, never 0. */
const hashOf = (id: string): number => {
  let a = 0x811c9dc5;
  let b = id.length;
  for (let index = 0; index < id.length; index++) {
    const code = id.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995) ^ (b >>> 13);
  }
  return (a >>> 0) * 0x200000 + (b >>> 11) + 1;
};
