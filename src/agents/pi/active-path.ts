import { asString, field, isObject } from '../../domain/json.ts';
import type { LogLine, LogReader } from '../log-reader.ts';

/**
 * A log is a tree (format 2 and later): each entry names its parent, and going on from an earlier entry leaves the branch
 * that was there. What stands is the path from the last entry to the root. Nearly every entry follows the one before it,
 * so only the places where one does not are kept: the log falls into runs of lines, and the path is made of their starts.
 */
export interface ActivePath {
  /** Whether the entry on this line stands; to be asked in the order of lines. What came after the log was read stands. */
  isActive(line: number): boolean;
  /** Lines whose entries do not follow the one before them; undefined: they do not matter. */
  readonly starts: ReadonlySet<number> | undefined;
}

const ALL: ActivePath = { isActive: () => true, starts: undefined };

interface Run {
  readonly start: number;
  /** Id of the entry that the first one follows; null: none. */
  readonly parent: string | null;
  /** Line of that entry; -1: none. */
  target: number;
}

/** A log with more branches than this is read as if it had none. */
const MAX_RUNS = 100_000;

/** @throws what the reader throws for a missing or unreadable file */
export const activePath = (path: string, logs: LogReader): ActivePath => {
  if (isLinear(path, logs)) return ALL;
  const runs = runsIn(path, logs);
  if (runs.length > MAX_RUNS) return ALL;
  const starts = new Set(runs.map(({ start }) => start));
  if (runs.length <= 1) return { isActive: () => true, starts };
  findTargets(path, logs, runs);
  return { isActive: standing(rangesOf(runs)), starts };
};

/** Format 1 has no ids, and no version in its header. */
const isLinear = (path: string, logs: LogReader): boolean => {
  for (const line of logs.lines(path)) {
    const record = line.json();
    return field(record, 'type') === 'session' && field(record, 'version') === undefined;
  }
  return false;
};

const runsIn = (path: string, logs: LogReader): Run[] => {
  const runs: Run[] = [];
  const follow = followEntries();
  let line = -1;
  let isTorn = false;
  for (const text of logs.lines(path)) {
    line++;
    const start = follow(text);
    isTorn = start !== undefined && text.json() === undefined;
    if (start === undefined) continue;
    runs.push({ start: line, parent: start.parent, target: -1 });
    if (runs.length > MAX_RUNS) return runs;
  }
  // a last line that is being written takes nothing back yet
  if (isTorn) runs.pop();
  return runs;
};

interface Start {
  /** Id of the entry that it follows; null: none. */
  readonly parent: string | null;
}

/** Says of each line, in order, whether its entry does not follow the one before it. */
export const followEntries = (): ((line: LogLine) => Start | undefined) => {
  let isFirst = true;
  let before: string | undefined;
  return (line) => {
    const entry = entryOn(line);
    if (entry === undefined) return undefined;
    const { id, parent } = entry;
    const start = isFirst ? { parent: null } : parent !== undefined && parent !== before ? { parent } : undefined;
    isFirst = false;
    before = id;
    return start;
  };
};

/** Where a parent is not found (a broken line, or a part that was not read) an entry follows the line before it. */
const findTargets = (path: string, logs: LogReader, runs: readonly Run[]): void => {
  const wanted = new Map<string, number>();
  for (const { parent } of runs) if (parent !== null) wanted.set(parent, -1);
  let line = -1;
  let next = 0;
  for (const text of logs.lines(path)) {
    line++;
    const run = runs[next];
    if (run?.start === line) {
      const found = run.parent === null ? undefined : wanted.get(run.parent);
      run.target = found === undefined ? -1 : found === -1 ? line - 1 : found;
      next++;
    }
    const id = entryOn(text)?.id;
    if (id !== undefined && wanted.has(id)) wanted.set(id, line);
  }
};

interface Range {
  readonly from: number;
  readonly to: number;
}

/** From the last run back to the root; in order of lines. */
const rangesOf = (runs: readonly Run[]): readonly Range[] => {
  const ranges: Range[] = [];
  let to = Number.MAX_SAFE_INTEGER;
  for (let at = runs.length - 1; at >= 0; at--) {
    const run = runs[at];
    if (run === undefined || run.start > to) continue;
    ranges.push({ from: run.start, to });
    to = run.target;
  }
  return ranges.reverse();
};

const standing = (ranges: readonly Range[]): ActivePath['isActive'] => {
  let at = 0;
  return (line) => {
    for (let range = ranges[at]; range !== undefined && range.to < line; range = ranges[at]) at++;
    return (ranges[at]?.from ?? Number.MAX_SAFE_INTEGER) <= line;
  };
};

interface Entry {
  readonly id: string | undefined;
  /** Undefined where the entry names none (format 1). */
  readonly parent: string | null | undefined;
}

/** Id and parent stand first in an entry's line, which then need not be parsed here. */
const ENTRY_HEAD = /^\{"type":"([a-z_]{1,40})","id":"([^"\\]{1,100})","parentId":(?:null|"([^"\\]{1,100})")[,}]/;

const entryOn = (line: LogLine): Entry | undefined => {
  const [, type, id, parent] = ENTRY_HEAD.exec(line.head(320)) ?? [];
  if (type !== undefined) return type === 'session' ? undefined : { id, parent: parent ?? null };
  const record = line.json();
  if (!isObject(record) || field(record, 'type') === 'session') return undefined;
  const named = field(record, 'parentId');
  return { id: asString(field(record, 'id')), parent: named === null ? null : asString(named) };
};
