/** Where known texts stand in another, in one pass whatever their number. */
import { MIN_VALUE } from './rules/distinctive.ts';

export interface Found {
  readonly start: number;
  readonly end: number;
}

export interface ValueFinder {
  /** No value is long enough to be looked for. */
  readonly isEmpty: boolean;
  /** The first at or behind a place; of those that begin there the longest. */
  next(text: string, from: number): Found | undefined;
}

/** @param accepts whether a text that stands there is one of them; none shorter than MIN_VALUE is found */
export const createValueFinder = (
  values: Iterable<string>,
  accepts: (text: string, start: number, end: number) => boolean,
): ValueFinder => {
  const byStart = lengthsByStart(values);
  const likely = firstPairs(byStart.keys());
  return {
    isEmpty: byStart.size === 0,
    next: (text, from) => {
      if (byStart.size === 0) return undefined;
      for (let at = from; at + MIN_VALUE <= text.length; at++) {
        if (likely[pairAt(text, at)] === 0) continue;
        const lengths = byStart.get(text.slice(at, at + MIN_VALUE)) ?? [];
        const length = lengths.find((each) => at + each <= text.length && accepts(text, at, at + each));
        if (length !== undefined) return { start: at, end: at + length };
      }
      return undefined;
    },
  };
};

/** First characters → lengths of the values that begin so, longest first. */
const lengthsByStart = (values: Iterable<string>): ReadonlyMap<string, readonly number[]> => {
  const lengths = new Map<string, Set<number>>();
  for (const value of values) {
    if (value.length < MIN_VALUE) continue;
    const start = value.slice(0, MIN_VALUE);
    const known = lengths.get(start);
    if (known === undefined) lengths.set(start, new Set([value.length]));
    else known.add(value.length);
  }
  return new Map([...lengths].map(([start, set]) => [start, [...set].sort((a, b) => b - a)]));
};

const pairAt = (text: string, at: number): number => (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) & 0xffff;

/** Most positions of a text are ruled out by their first two characters, without making a string. */
const firstPairs = (starts: Iterable<string>): Uint8Array => {
  const table = new Uint8Array(0x10000);
  for (const start of starts) table[pairAt(start, 0)] = 1;
  return table;
};
