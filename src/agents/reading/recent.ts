/** What was seen lately, by key. */
export interface Recent<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
}

/**
 * A map that keeps at least the last `limit` keys and at most twice as many, so that its memory does not grow with the
 * log. Two generations: when the young one is full it becomes the old one, and the old one is dropped.
 */
export const createRecent = <V>(limit: number): Recent<V> => {
  let young = new Map<string, V>();
  let old = new Map<string, V>();
  return {
    get: (key) => young.get(key) ?? old.get(key),
    set: (key, value) => {
      young.set(key, value);
      if (young.size < limit) return;
      old = young;
      young = new Map();
    },
  };
};
