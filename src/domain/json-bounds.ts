import { isDeeperThan } from './json-depth.ts';
import { holdsMoreThan } from './json-values.ts';

/** What JSON of a log may hold at most, to be parsed. */
export const JSON_BOUNDS = {
  /** Levels of nesting: later steps walk values recursively. */
  depth: 512,
  /** Values, by their brackets and commas: each takes up to 100 bytes. Real logs have 3,000 at most. */
  values: 500_000,
} as const;

/** Whether JSON text nests too deep, or holds too many values, to be parsed. */
export const isTooMuch = (text: string): boolean =>
  isDeeperThan(JSON_BOUNDS.depth, text) || holdsMoreThan(JSON_BOUNDS.values, text);
