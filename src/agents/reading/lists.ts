import type { LogList } from '../log-reader.ts';

/** Where a document has no list. */
export const EMPTY_LIST: LogList = {
  length: 0,
  at: () => undefined,
  offsetOf: () => 0,
  [Symbol.iterator]: () => [].values(),
};

/** The list with another value in place of each, made when it is asked for. */
export const mapList = (list: LogList, change: (value: unknown) => unknown): LogList => ({
  length: list.length,
  at: (index) => change(list.at(index)),
  offsetOf: (index) => list.offsetOf(index),
  *[Symbol.iterator]() {
    for (const value of list) yield change(value);
  },
});
