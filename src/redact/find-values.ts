/** Where known texts stand in another, in one pass whatever their number. */
import { type AlikeValues, alikeValues } from './alike-values.ts';
import { MIN_VALUE } from './values/distinctive.ts';

export interface Found {
  readonly start: number;
  readonly end: number;
}

export interface ValueFinder {
  /** No value is long enough to be looked for. */
  readonly isEmpty: boolean;
  /**
   * The first at or behind a place; of those that begin there the longest.
   * @param accepts whether a value counts that stands there; absent: each does
   */
  next(text: string, from: number, accepts?: Accepts): Found | undefined;
}

type Accepts = (value: string, start: number) => boolean;

/** None shorter than MIN_VALUE is found. */
export const createValueFinder = (values: Iterable<string>): ValueFinder => {
  const byStart = valuesByStart(values);
  const starts = pairsOf(byStart.keys(), 1);
  const likely = pairsOf(byStart.keys(), STEP);
  const lengthAt = (text: string, start: number, accepts: Accepts): number | undefined =>
    byStart.get(text.slice(start, start + MIN_VALUE))?.longestAt(text, start, (value) => accepts(value, start))?.length;
  return {
    isEmpty: byStart.size === 0,
    next: (text, from, accepts = () => true) => {
      if (byStart.size === 0) return undefined;
      for (let at = from; at + 1 < text.length; at += STEP) {
        if (likely[pairAt(text, at)] === 0) continue;
        const last = Math.min(at, text.length - MIN_VALUE);
        for (let start = Math.max(from, at - STEP + 1); start <= last; start++) {
          const length = starts[pairAt(text, start)] === 0 ? undefined : lengthAt(text, start, accepts);
          if (length !== undefined) return { start, end: start + length };
        }
      }
      return undefined;
    },
  };
};

/** A value has a pair of characters at each of so many places: one place in so many is looked at. */
const STEP = MIN_VALUE - 1;

/** First characters → the values that begin so. */
const valuesByStart = (values: Iterable<string>): ReadonlyMap<string, AlikeValues> => {
  const long = [...new Set(values)].filter(({ length }) => length >= MIN_VALUE);
  const alike = Map.groupBy(long, (value) => value.slice(0, MIN_VALUE));
  return new Map([...alike].map(([start, some]) => [start, alikeValues(some)]));
};

const pairAt = (text: string, at: number): number => (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) & 0xffff;

/** The first pairs of characters of texts. Most places are ruled out by them, without making a string. */
const pairsOf = (texts: Iterable<string>, count: number): Uint8Array => {
  const table = new Uint8Array(0x10000);
  for (const text of texts) for (let at = 0; at < count; at++) table[pairAt(text, at)] = 1;
  return table;
};
