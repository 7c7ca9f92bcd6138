import { createIdNumbers } from './id-numbers.ts';

/** Ids that were seen, of any number of records in a bounded memory. */
export interface SeenIds {
  has(id: string): boolean;
  add(id: string): void;
}

/** Remembers at least the last `limit` ids. */
export const createSeenIds = (limit: number): SeenIds => {
  const numbers = createIdNumbers(limit);
  return {
    has: (id) => numbers.get(id) !== undefined,
    add: (id) => numbers.set(id, 0),
  };
};
