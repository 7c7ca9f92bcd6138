import type { SessionSource } from '../../agents/agent.ts';
import type { SessionPlace } from '../../contract/facts.ts';
import { type Departures, departuresOf } from '../../contract/stands-in.ts';
import { createTally } from '../../domain/coverage.ts';
import type { Handoff } from '../../domain/handoff.ts';
import { asString, at } from '../../domain/json.ts';
import type { PublishedSession } from '../../store/sessions/published-sessions.ts';
import { composeFacts } from '../compose-facts.ts';
import type { World } from '../ports.ts';
import { agentOf, readSession, returning } from '../read-session.ts';
import type { GateWorld } from './trusting.ts';

/** What a handoff says beside what its published session makes, here and now. @throws what reading a log throws */
export const deriveSession = async (
  world: GateWorld,
  of: {
    readonly session: PublishedSession;
    readonly handoff: Handoff;
    readonly script: SessionPlace['script'];
  },
): Promise<Departures> => {
  const reading = await world.hail();
  const spool = reading.spool();
  try {
    const file = spool.open('published.hail.jsonl');
    file.write(of.session.hail);
    file.finish();
    const source = { agent: 'hail', path: file.path };
    const { events, cwd } = await outline(reading, source);
    const root = rootOf(cwd, asString(at(of.handoff, 'repository', 'cwd')) ?? '.');
    const { facts } = await readSession(reading, source, { root, cwd, home: null, script: of.script });
    // nobody's home: the one of this machine is none of the session's
    const { handoff } = await composeFacts({ version: world.version, place: { ...world.place, home: '' } }, facts, {
      known: false,
      reason: 'the published session is held against its handoff',
    });
    const departures = departuresOf(of.handoff, handoff, events);
    if (root !== null) return departures;
    // paths, and what is said of them, go from the root
    return { ...departures, contradicted: [], unclear: [...departures.contradicted, ...departures.unclear] };
  } finally {
    spool.remove();
  }
};

/** Ids of all events of a session, and where it began. */
const outline = async (
  reading: Pick<World, 'agents' | 'logs'>,
  source: SessionSource,
): Promise<{ readonly events: ReadonlySet<string>; readonly cwd: string | null }> => {
  const read = await agentOf(reading, source).reader();
  const log = returning(read({ source, logs: reading.logs, tally: createTally() }));
  const events = new Set<string>();
  for (const { event_id } of log.events) events.add(event_id);
  return { events, cwd: log.head().cwd ?? null };
};

/** `/` separators; null: it cannot be told. @param within where the session ran, from the root, as its handoff has it */
const rootOf = (cwd: string | null, within: string): string | null => {
  const dir = /^(?:[A-Za-z]:|~)\\/.test(cwd ?? '') ? (cwd?.replaceAll('\\', '/') ?? null) : cwd;
  if (within === '.') return dir;
  return dir?.endsWith(`/${within}`) === true ? dir.slice(0, -within.length - 1) : null;
};
