/** The strings of a JSON-like value, in a fixed order, and the value with others in their places. */
import { markerOf } from './rule.ts';

/** What is nested deeper is replaced as a whole. */
const MAX_DEPTH = 200;

/** `keys`: those of objects too, which in what a log holds may be any text. */
export interface Walk {
  readonly keys?: boolean;
}

export const textsIn = (value: unknown, walk: Walk = {}): readonly string[] => {
  const texts: string[] = [];
  collect(value, { texts, keys: walk.keys === true }, 0);
  return texts;
};

export interface SortedTexts {
  /** As `textsIn` gives them. */
  readonly texts: readonly string[];
  /** Of each whether it stands at or below one of the keys. */
  readonly isBelow: readonly boolean[];
}

export const sortedTextsIn = (value: unknown, keys: ReadonlySet<string>): SortedTexts => {
  const into = { texts: [], keys: false, below: { keys, found: [], open: 0 } };
  collect(value, into, 0);
  return { texts: into.texts, isBelow: into.below.found };
};

/** @param texts as many as `textsIn` gave, in its order */
export const withTexts = (value: unknown, texts: Iterable<string>, walk: Walk = {}): unknown =>
  rebuild(value, { texts: texts[Symbol.iterator](), keys: walk.keys === true }, 0);

interface Collecting {
  readonly texts: string[];
  readonly keys: boolean;
  readonly below?: { readonly keys: ReadonlySet<string>; readonly found: boolean[]; open: number };
}

/** Walks in the same order as `rebuild`. */
const collect = (value: unknown, into: Collecting, depth: number): void => {
  if (typeof value === 'string') {
    into.texts.push(value);
    into.below?.found.push(into.below.open > 0);
  } else if (isContainer(value) && depth < MAX_DEPTH) {
    const keyed = into.keys && !Array.isArray(value);
    for (const [key, member] of Object.entries(value)) {
      if (keyed) into.texts.push(key);
      const opens = into.below?.keys.has(key) === true ? 1 : 0;
      if (into.below !== undefined) into.below.open += opens;
      collect(member, into, depth + 1);
      if (into.below !== undefined) into.below.open -= opens;
    }
  }
};

interface Rebuilding {
  readonly texts: Iterator<string>;
  readonly keys: boolean;
}

const rebuild = (value: unknown, from: Rebuilding, depth: number): unknown => {
  if (typeof value === 'string') return next(from);
  if (!isContainer(value)) return value;
  if (depth >= MAX_DEPTH) return markerOf('too-deep');
  if (Array.isArray(value)) return value.map((member) => rebuild(member, from, depth + 1));
  const members = new Map<string, unknown>();
  for (const [key, member] of Object.entries(value)) {
    const name = from.keys ? next(from) : key;
    members.set(members.has(name) ? free(members, name) : name, rebuild(member, from, depth + 1));
  }
  return Object.fromEntries(members);
};

/** Two keys that redaction made one. */
const free = (members: ReadonlyMap<string, unknown>, name: string): string => {
  for (let number = members.size; ; number++) if (!members.has(`${name}#${number}`)) return `${name}#${number}`;
};

const next = ({ texts }: Rebuilding): string => {
  const found = texts.next();
  return found.done === true ? markerOf('unread') : found.value;
};

/** Numbers that are kept as they were written are objects too, and hold no text. */
const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !JSON.isRawJSON(value);
