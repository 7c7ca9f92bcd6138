/** Ids that were seen, of any number of records in a bounded memory. */
export interface SeenIds {
  has(id: string): boolean;
  add(id: string): void;
}

const FIRST_SIZE = 64;

/**
 * Remembers at least the last `limit` ids (at most twice as many) as 53-bit hashes, 11 to 22 bytes for each and none of
 * them on the heap: among a million ids the odds that two are taken for one are about 1 in 20,000. The table grows with
 * what is in it, so that a short log pays for no large one.
 */
export const createSeenIds = (limit: number): SeenIds => {
  let young = new Float64Array(FIRST_SIZE);
  let old = new Float64Array(0);
  let count = 0;
  // an id is mostly added right after it was asked for
  let lastId = '';
  let lastHash = hashOf('');
  const hashed = (id: string): number => {
    if (id === lastId) return lastHash;
    lastId = id;
    return (lastHash = hashOf(id));
  };
  return {
    has: (id) => {
      const hash = hashed(id);
      return young[slotOf(young, hash)] === hash || (old.length > 0 && old[slotOf(old, hash)] === hash);
    },
    add: (id) => {
      const hash = hashed(id);
      const slot = slotOf(young, hash);
      if (young[slot] === hash) return;
      young[slot] = hash;
      if (++count >= limit) {
        old = young;
        young = new Float64Array(FIRST_SIZE);
        count = 0;
      } else if (4 * count > 3 * young.length) young = grown(young);
    },
  };
};

const grown = (table: Float64Array): Float64Array<ArrayBuffer> => {
  const larger = new Float64Array(2 * table.length);
  for (const hash of table) if (hash !== 0) larger[slotOf(larger, hash)] = hash;
  return larger;
};

/** Where the hash is, or where it belongs: 0 marks a free slot. */
const slotOf = (table: Float64Array, hash: number): number => {
  const mask = table.length - 1;
  let slot = Math.floor(hash / 0x200000) & mask;
  while (table[slot] !== 0 && table[slot] !== hash) slot = (slot + 1) & mask;
  return slot;
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
