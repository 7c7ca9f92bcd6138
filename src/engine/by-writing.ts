import type { Agent, SessionSource } from '../agents/agent.ts';
import type { LogReader } from '../agents/log-reader.ts';

export interface Placed {
  readonly agent: Agent;
  readonly source: SessionSource;
  /** Its number in the order in which all were found. */
  readonly place: number;
}

export interface Dated extends Placed {
  /** Its session says no later time, milliseconds since the epoch, if that of its file is right; null: it may say any. */
  readonly latest: number | null;
}

export interface Turn {
  /** No session of this turn or of a later one has a later time; null: the first turn. */
  readonly latest: number | null;
  readonly placed: readonly Dated[];
}

/** Clocks and time zones that an agent has wrong, and what it writes beside its log. */
const APART_MS = 26 * 60 * 60 * 1000;

/** Logs in the first turn; each later one holds so many times as many as the one before. */
const FIRST = 32;
const GROWTH = 16;

/**
 * Logs in turns, those that were written last first: a log of lines is written where it ends, so that its own times are
 * no later. What is written otherwise (a store, a document with files beside it) comes with the first turn.
 */
export const byWriting = (logs: LogReader, all: readonly Placed[]): readonly Turn[] => {
  const found = all.map((placed) => ({ ...placed, latest: latestOf(logs, placed) }));
  const rest = found.filter(({ latest }) => latest !== null).sort((a, b) => (b.latest ?? 0) - (a.latest ?? 0));
  const first = [...found.filter(({ latest }) => latest === null), ...rest.splice(0, FIRST)];
  const turns: Turn[] = [{ latest: null, placed: asFound(first) }];
  for (let size = FIRST * GROWTH; rest.length > 0; size *= GROWTH) {
    const part = rest.splice(0, size);
    turns.push({ latest: part[0]?.latest ?? null, placed: asFound(part) });
  }
  return turns;
};

/** What cannot be read is told in this order, whichever was written last. */
const asFound = (some: readonly Dated[]): readonly Dated[] => some.toSorted((a, b) => a.place - b.place);

const latestOf = (logs: LogReader, { agent, source }: Placed): number | null => {
  const written = agent.skim === undefined ? undefined : logs.stat(source.path)?.mtime_ms;
  return written === undefined ? null : written + APART_MS;
};
