/** First in, first out. */
export interface Queue<T> {
  size(): number;
  push(one: T): void;
  /** The oldest; undefined: there is none. */
  first(): T | undefined;
  /** Takes the oldest out. What was taken is let go at once: it may be large, and the next ones wait for long. */
  take(): T | undefined;
}

/** Places that were left, before the array is cut: `shift` moves all that stand behind, of very many each time. */
const LEFT = 512;

export const createQueue = <T>(): Queue<T> => {
  const places: (T | undefined)[] = [];
  let first = 0;
  return {
    size: () => places.length - first,
    push: (one) => void places.push(one),
    first: () => places[first],
    take: () => {
      if (first === places.length) return undefined;
      const one = places[first];
      places[first++] = undefined;
      if (first >= LEFT || first === places.length) {
        places.splice(0, first);
        first = 0;
      }
      return one;
    },
  };
};
