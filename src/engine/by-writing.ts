import type { Agent, SessionSource } from '../agents/agent.ts';
import type { LogReader } from '../agents/log-reader.ts';

export interface Placed {
  readonly agent: Agent;
  readonly source: SessionSource;
}

export interface Turn {
  /** No session of this turn or of a later one has a later time, milliseconds since the epoch; null: the first turn. */
  readonly latest: number | null;
  readonly placed: readonly Placed[];
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
  const written = all.map((placed, index) => ({ placed, index, at: writtenAt(logs, placed) }));
  const rest = written.filter(({ at }) => at !== null).sort((a, b) => (b.at ?? 0) - (a.at ?? 0));
  const first = [...written.filter(({ at }) => at === null), ...rest.splice(0, FIRST)];
  const turns: Turn[] = [{ latest: null, placed: inOrder(first) }];
  for (let size = FIRST * GROWTH; rest.length > 0; size *= GROWTH) {
    const part = rest.splice(0, size);
    turns.push({ latest: (part[0]?.at ?? 0) + APART_MS, placed: inOrder(part) });
  }
  return turns;
};

interface Written {
  readonly placed: Placed;
  readonly index: number;
  /** null: it comes with the first. */
  readonly at: number | null;
}

/** As they were found: of two logs that say the same, the one that was found first counts. */
const inOrder = (some: readonly Written[]): readonly Placed[] =>
  [...some].sort((a, b) => a.index - b.index).map(({ placed }) => placed);

const writtenAt = (logs: LogReader, { agent, source }: Placed): number | null =>
  agent.skim === undefined ? null : (logs.stat(source.path)?.mtime_ms ?? null);
