import type { Agent, SessionSource } from '../agents/agent.ts';
import { byWriting, type Dated, type Placed } from './by-writing.ts';
import { lookForSources } from './look-for-sources.ts';
import type { World } from './ports.ts';
import { rememberingLists } from './remembering-lists.ts';
import { skimSessions } from './skim-sessions.ts';
import { isEntry, type SessionEntry } from './session-entry.ts';
import type { Unread } from './unread.ts';

export interface FoundSession {
  readonly agent: Agent;
  readonly source: SessionSource;
  readonly entry: SessionEntry;
}

export interface Found {
  readonly sessions: readonly FoundSession[];
  /** What could not be read, in the order of the turns in which logs are opened, and in each as it was found. */
  readonly unread: readonly Unread[];
}

/** Says, of the sessions found so far, from which time on there may be others that matter (ms since the epoch); null: any. */
export type Oldest = (sessions: readonly FoundSession[]) => Promise<number | null>;

/**
 * The sessions of these agents on this machine, newest first by the logs' own times, sub-agents' and empty ones left
 * out. A session that lies in several places is there once for each working directory that its logs name, with the newest
 * of them: who asks may be at any ({@link eachOnce}).
 * @param oldest given: logs that are surely older are not opened, so that older sessions may be missing
 */
export const findSessions = async (
  from: World,
  agents: readonly Agent[] = from.agents,
  oldest?: Oldest,
): Promise<Found> => {
  const world = { ...from, logs: rememberingLists(from.logs) };
  const looked = agents.map((agent) => ({ agent, ...lookForSources(world, agent) }));
  const placed = looked
    .flatMap(({ agent, sources }) => sources.map((source) => ({ agent, source })))
    .map((one, place) => ({ ...one, place }));
  const unread = looked.flatMap((one) => one.unread);
  const found = new Map<string, Timed>();
  if (oldest === undefined) {
    unread.push(...(await openAll(world, placed, found)).unread);
    return { sessions: inOrder(found), unread };
  }
  let sessions: readonly FoundSession[] = [];
  let isBelieved = true;
  for (const turn of byWriting(world.logs, placed)) {
    const needed = turn.latest === null || sessions.length === 0 ? null : await oldest(sessions);
    if (isBelieved && turn.latest !== null && needed !== null && turn.latest < needed) break;
    const opened = await openAll(world, turn.placed, found);
    unread.push(...opened.unread);
    // files that were unpacked without their times say nothing
    isBelieved &&= !opened.isLater;
    sessions = inOrder(found);
  }
  return { sessions, unread };
};

/** Adds to `found`. @returns what could not be read, and whether a session says a later time than its file may */
const openAll = async (
  world: World,
  placed: readonly (Placed & Partial<Dated>)[],
  found: Map<string, Timed>,
): Promise<{ readonly unread: readonly Unread[]; readonly isLater: boolean }> => {
  const unread: Unread[] = [];
  let isLater = false;
  const sources = placed.map(({ source }) => source);
  const entries = await skimSessions(world, sources);
  for (const [index, { agent, source, place, latest }] of placed.entries()) {
    const entry = entries[index] ?? null;
    if (entry !== null && !isEntry(entry)) unread.push(entry);
    if (!isEntry(entry) || entry.parent_session_id !== null) continue;
    const id = `${idOf(entry)}\0${entry.cwd ?? ''}`;
    const one = { agent, source: told(source, entry), entry, place, time: timeOf(entry) };
    isLater ||= latest != null && one.time > latest;
    const other = found.get(id);
    if (other === undefined || isNewer(one, other)) found.set(id, one);
  }
  return { unread, isLater };
};

const idOf = ({ agent, session_id }: SessionEntry): string => `${agent}\0${session_id}`;

/** Of each session the first that is given. */
export const eachOnce = <T extends Pick<FoundSession, 'entry'>>(sessions: readonly T[]): readonly T[] => {
  const first = new Map<string, T>();
  for (const one of sessions) if (!first.has(idOf(one.entry))) first.set(idOf(one.entry), one);
  return [...first.values()];
};

const inOrder = (found: ReadonlyMap<string, Timed>): readonly FoundSession[] =>
  [...found.values()]
    .sort((a, b) => (isNewer(a, b) ? -1 : 1))
    .map(({ agent, source, entry }) => ({ agent, source, entry }));

/** The source with what the listing learned, so that nobody has to look again. */
const told = (source: SessionSource, { session_id, cwd }: SessionEntry): SessionSource => ({
  ...source,
  known: { ...source.known, session_id, ...(cwd === null ? {} : { cwd }) },
});

interface Timed extends FoundSession, Placed {
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/**
 * By last time, then by id, so that the order is total and the same everywhere. Of two copies that say the same, the one
 * that was found first counts, whichever is opened first.
 */
const isNewer = (a: Timed, b: Timed): boolean => {
  if (a.time !== b.time) return a.time > b.time;
  if (a.entry.session_id !== b.entry.session_id) return a.entry.session_id > b.entry.session_id;
  return a.place < b.place;
};

export const timeOf = (entry: SessionEntry): number => {
  const time = Date.parse(entry.updated_at ?? entry.created_at ?? '');
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
};
