/** How much of a log was understood. Every record is counted once, by what became of it. */
export interface Coverage {
  readonly records: number;
  readonly understood: number;
  /** Known and ignored, by record type, with the reason. */
  readonly ignored: readonly { readonly type: string; readonly count: number; readonly reason: string }[];
  /** Record types that this version does not know. */
  readonly unknown: readonly { readonly type: string; readonly count: number }[];
  /** Records that are no JSON, cut off, or too large; `first_offset` is the byte where the first one begins. */
  readonly broken: { readonly count: number; readonly first_offset: number | null };
  /** (understood + ignored) / records, 1 for an empty log; four decimals. */
  readonly ratio: number;
}

/** A parser says here what became of each record. One call per record. */
export interface Tally {
  understood(): void;
  ignored(type: string, reason: string): void;
  unknown(type: string): void;
  broken(offset: number): void;
}

export const createTally = (): Tally & { coverage(): Coverage } => {
  let understood = 0;
  let broken = 0;
  let firstBroken: number | null = null;
  const ignored = new Map<string, { type: string; count: number; reason: string }>();
  const unknown = new Map<string, { type: string; count: number }>();
  const byCount = <T extends { type: string; count: number }>(entries: Iterable<T>): T[] =>
    [...entries].sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
  return {
    understood: () => void understood++,
    ignored: (type, reason) => {
      const name = nameIn(ignored, type);
      const entry = ignored.get(name);
      if (entry === undefined) ignored.set(name, { type: name, count: 1, reason });
      else entry.count++;
    },
    unknown: (type) => {
      const name = nameIn(unknown, type);
      const entry = unknown.get(name);
      if (entry === undefined) unknown.set(name, { type: name, count: 1 });
      else entry.count++;
    },
    broken: (offset) => {
      broken++;
      firstBroken ??= offset;
    },
    coverage: () => {
      const sum = (entries: Iterable<{ count: number }>): number => [...entries].reduce((n, e) => n + e.count, 0);
      const skipped = sum(ignored.values());
      const records = understood + skipped + sum(unknown.values()) + broken;
      return {
        records,
        understood,
        ignored: byCount(ignored.values()),
        unknown: byCount(unknown.values()),
        broken: { count: broken, first_offset: firstBroken },
        ratio: records === 0 ? 1 : Math.round(((understood + skipped) / records) * 10_000) / 10_000,
      };
    },
  };
};

const MAX_NAMES = 200;
const MAX_NAME = 80;

/**
 * The name under which a type is counted. A hostile log must not grow the map without end; and a long name is not cut:
 * redaction comes first, and a part of a secret no longer looks like one.
 */
const nameIn = (names: ReadonlyMap<string, unknown>, type: string): string => {
  const name = type.length > MAX_NAME ? `(more than ${MAX_NAME} characters)` : type;
  return names.has(name) || names.size < MAX_NAMES ? name : '(more)';
};
