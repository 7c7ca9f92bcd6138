/** A bounded list: keeps the first and the last of what it is given, and counts what falls out between them. */
import type { Condensed } from './facts.ts';

export interface FirstLast<T> {
  push(item: T): void;
  done(): Condensed<T>;
}

export const createFirstLast = <T>(first: number, last: number): FirstLast<T> => {
  const head: T[] = [];
  const tail: T[] = [];
  let pushed = 0;
  return {
    push: (item) => {
      pushed++;
      if (head.length < first) head.push(item);
      else tail.push(item);
      // trimmed in one go once it has doubled, so that a push costs the same on average however long the list
      if (tail.length > 2 * last + 8) tail.splice(0, tail.length - last);
    },
    done: () => {
      const items = [...head, ...tail.slice(Math.max(0, tail.length - last))];
      return { items, left_out: pushed - items.length };
    },
  };
};
