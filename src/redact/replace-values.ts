/** Replaces known secret values wherever they stand, in one pass whatever their number. */
import { splitMarkers } from './rule.ts';
import { MIN_VALUE } from './rules/distinctive.ts';
import { type Spread, isWhole } from './rules/spread.ts';

/** What is known of a secret value. */
export interface Stand {
  readonly id: string;
  /** Stands instead of it. */
  readonly marker: string;
  readonly spread: Spread;
}

export type SecretValues = ReadonlyMap<string, Stand>;

export interface ValueReplacer {
  /** The text with a marker for each value; existing markers are not looked into. */
  replace(text: string): { readonly text: string; readonly ids: readonly string[] };
}

export const createValueReplacer = (values: SecretValues): ValueReplacer => {
  const byStart = lengthsByStart(values.keys());
  const likely = firstPairs(byStart.keys());

  const isKnown = (part: string, start: number, end: number): boolean => {
    const spread = values.get(part.slice(start, end))?.spread;
    return spread === 'everywhere' || (spread === 'whole' && isWhole(part, start, end));
  };

  const replacePart = (part: string, ids: string[]): string => {
    let result = '';
    let done = 0;
    for (let at = 0; at + MIN_VALUE <= part.length; at++) {
      if (likely[pairAt(part, at)] === 0) continue;
      const lengths = byStart.get(part.slice(at, at + MIN_VALUE)) ?? [];
      const length = lengths.find((each) => isKnown(part, at, at + each));
      const known = length === undefined ? undefined : values.get(part.slice(at, at + length));
      if (length === undefined || known === undefined) continue;
      result += part.slice(done, at) + known.marker;
      ids.push(known.id);
      done = at + length;
      at = done - 1;
    }
    return result + part.slice(done);
  };

  return {
    replace: (text) => {
      if (byStart.size === 0) return { text, ids: [] };
      const ids: string[] = [];
      // every second part is a marker
      const parts = splitMarkers(text).map((part, index) => (index % 2 === 0 ? replacePart(part, ids) : part));
      return ids.length === 0 ? { text, ids } : { text: parts.join(''), ids };
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
