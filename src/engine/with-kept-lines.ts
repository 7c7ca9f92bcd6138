import type { Agent, SessionSource } from '../agents/agent.ts';
import type { LogReader } from '../agents/log-reader.ts';
import type { KeptLine } from '../domain/hail/read.ts';
import type { Event } from '../domain/session.ts';

/** What is written between a session's header and its counts, and behind these. */
export type WrittenPart =
  | { readonly event: Event }
  /** A line that is written back as it came. */
  | { readonly kept: unknown; readonly after_stats: boolean };

/** Events with the lines of a HAIL file that are no part of its session, each at its place. Memory does not grow. */
export function* withKeptLines(events: Iterable<Event>, kept: Iterable<KeptLine>): Generator<WrittenPart> {
  const lines = kept[Symbol.iterator]();
  try {
    let line = lines.next();
    let count = 0;
    for (const event of events) {
      for (; line.done !== true && line.value.after_events <= count; line = lines.next()) yield asPart(line.value);
      yield { event };
      count++;
    }
    for (; line.done !== true; line = lines.next()) yield asPart(line.value);
  } finally {
    lines.return?.();
  }
}

const asPart = ({ value, after_stats }: KeptLine): WrittenPart => ({ kept: value, after_stats });

/** Of a log of any agent. */
export const keptLinesOf = async (
  agent: Agent,
  source: SessionSource,
  logs: LogReader,
): Promise<() => Iterable<KeptLine>> => {
  const keep = await agent.keeper?.();
  return () => keep?.(source, logs) ?? [];
};
