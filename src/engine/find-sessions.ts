import type { Agent, SessionSource } from '../agents/agent.ts';
import { lookForSources } from './look-for-sources.ts';
import type { World } from './ports.ts';
import { rememberingLists } from './remembering-lists.ts';
import { skimSessions } from './skim-sessions.ts';
import { isEntry, type SessionEntry } from './skim-session.ts';
import type { Unread } from './unread.ts';

export interface FoundSession {
  readonly agent: Agent;
  readonly source: SessionSource;
  readonly entry: SessionEntry;
}

export interface Found {
  readonly sessions: readonly FoundSession[];
  /** What could not be read, by agent, in no order of time. */
  readonly unread: readonly Unread[];
}

/**
 * The sessions of these agents on this machine, newest first by the logs' own times, sub-agents' and empty ones left
 * out. A session that lies in several places is listed once, with its newest log.
 */
export const findSessions = async (from: World, agents: readonly Agent[] = from.agents): Promise<Found> => {
  const world = { ...from, logs: rememberingLists(from.logs) };
  const looked = agents.map((agent) => ({ agent, ...lookForSources(world, agent) }));
  const placed = looked.flatMap(({ agent, sources }) => sources.map((source) => ({ agent, source })));
  const unread = looked.flatMap((one) => one.unread);
  const entries = await skimSessions(
    world,
    placed.map(({ source }) => source),
  );
  const found = new Map<string, Timed>();
  for (const [index, { agent, source }] of placed.entries()) {
    const entry = entries[index] ?? null;
    if (entry !== null && !isEntry(entry)) unread.push(entry);
    if (!isEntry(entry) || entry.parent_session_id !== null) continue;
    const id = `${entry.agent}\0${entry.session_id}`;
    const one = { agent, source: told(source, entry), entry, time: timeOf(entry) };
    const other = found.get(id);
    if (other === undefined || isNewer(one, other)) found.set(id, one);
  }
  const sorted = [...found.values()].sort((a, b) => (isNewer(a, b) ? -1 : 1));
  return { sessions: sorted.map(({ time: _, ...session }) => session), unread };
};

/** The source with what the listing learned, so that nobody has to look again. */
const told = (source: SessionSource, { session_id, cwd }: SessionEntry): SessionSource => ({
  ...source,
  known: { ...source.known, session_id, ...(cwd === null ? {} : { cwd }) },
});

interface Timed extends FoundSession {
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** By last time, ties by id, so that the order is total and the same everywhere. */
const isNewer = (a: Timed, b: Timed): boolean =>
  a.time === b.time ? a.entry.session_id > b.entry.session_id : a.time > b.time;

const timeOf = (entry: SessionEntry): number => {
  const time = Date.parse(entry.updated_at ?? entry.created_at ?? '');
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
};
