import type { Agent, SessionSource } from '../agents/agent.ts';
import type { LogReader } from '../agents/log-reader.ts';
import { isBelow } from './current-repository.ts';
import type { World } from './ports.ts';
import { knownEntry, type SessionEntry, skimSession } from './skim-session.ts';

export interface FoundSession {
  readonly agent: Agent;
  readonly source: SessionSource;
  readonly entry: SessionEntry;
}

/**
 * The sessions of these agents on this machine, newest first by the logs' own times, sub-agents' and empty ones left
 * out. A session that lies in several places is listed once, with its newest log.
 */
export const findSessions = async (
  from: World,
  agents: readonly Agent[] = from.agents,
): Promise<readonly FoundSession[]> => {
  const world = { ...from, logs: rememberingLists(from.logs) };
  const found = new Map<string, FoundSession>();
  for (const agent of agents) {
    for (const root of agent.roots(world.place, world.logs)) {
      if (world.logs.stat(root) === undefined) continue;
      const isInside = insideOf(root, world.files);
      for (const source of agent.find(root, world.logs)) {
        if (!isInside(source.path)) continue;
        const entry = knownEntry(source) ?? (await skimSession(world, agent, source));
        if (entry === null || entry.parent_session_id !== null) continue;
        const id = `${entry.agent}\0${entry.session_id}`;
        const other = found.get(id);
        if (other === undefined || isNewer(entry, other.entry))
          found.set(id, { agent, source: told(source, entry), entry });
      }
    }
  }
  return [...found.values()].sort((a, b) => (isNewer(a.entry, b.entry) ? -1 : 1));
};

/**
 * Whether a log lies below a root with all links resolved: one that leads out of it shows what is nobody's session. The
 * root itself may be a link, and a person may name any file.
 */
const insideOf = (root: string, files: World['files']): ((path: string) => boolean) => {
  const top = files.realPath(root);
  const folders = new Map<string, boolean>();
  const isBelowTop = (path: string): boolean => isBelow(files.realPath(path), [top]);
  return (path) => {
    if (path === root) return true;
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
    const known = folders.get(folder) ?? isBelowTop(folder);
    folders.set(folder, known);
    return known && (!files.isLink(path) || isBelowTop(path));
  };
};

/** Agents look around each session's log: what lies in a directory is asked once in a listing. */
const rememberingLists = (logs: LogReader): LogReader => {
  const known = new Map<string, readonly string[]>();
  const list = (dir: string): readonly string[] => {
    const names = known.get(dir) ?? logs.list(dir);
    known.set(dir, names);
    return names;
  };
  return { ...logs, list };
};

/** The source with what the listing learned, so that nobody has to look again. */
const told = (source: SessionSource, { session_id, cwd }: SessionEntry): SessionSource => ({
  ...source,
  known: { ...source.known, session_id, ...(cwd === null ? {} : { cwd }) },
});

/** By last time, ties by id, so that the order is total and the same everywhere. */
const isNewer = (a: SessionEntry, b: SessionEntry): boolean => {
  const left = timeOf(a);
  const right = timeOf(b);
  return left === right ? a.session_id > b.session_id : left > right;
};

const timeOf = (entry: SessionEntry): number => {
  const time = Date.parse(entry.updated_at ?? entry.created_at ?? '');
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
};
