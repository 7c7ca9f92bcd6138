import type { SessionSource } from '../../agents/agent.ts';
import { createTally } from '../../domain/coverage.ts';
import type { Handoff } from '../../domain/handoff.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import type { PublishedSession } from '../../store/sessions/published-sessions.ts';
import { composeFacts } from '../compose-facts.ts';
import type { World } from '../ports.ts';
import { agentOf, readSession, returning } from '../read-session.ts';
import { askingScripts } from './asking-scripts.ts';
import type { GateWorld } from './trusting.ts';

export interface DerivedSession {
  readonly handoff: Handoff;
  /** Ids of all its events. */
  readonly events: ReadonlySet<string>;
  /** Where the root of its repository was is known: paths go from there. */
  readonly isRooted: boolean;
}

/**
 * The handoff that a published session makes, here and now, by the log alone.
 * @param within where it ran, from the root of its repository. @throws what reading a log throws
 */
export const deriveSession = async (
  world: GateWorld,
  change: Pick<OpenChange, 'files'>,
  of: { readonly session: PublishedSession; readonly within: string },
): Promise<DerivedSession> => {
  const reading = await world.hail();
  const spool = reading.spool();
  try {
    const file = spool.open('published.hail.jsonl');
    file.write(of.session.hail);
    file.finish();
    const source = { agent: 'hail', path: file.path };
    const { events, cwd } = await outline(reading, source);
    const root = rootOf(cwd, of.within);
    const { facts } = await askingScripts(change, (script) =>
      readSession(reading, source, { root, cwd, home: null, script }),
    );
    // nobody's home: the one of this machine is none of the session's
    const { handoff } = await composeFacts({ version: world.version, place: { ...world.place, home: '' } }, facts, {
      result: { known: false, reason: 'the published session is held against its handoff' },
    });
    return { handoff, events, isRooted: root !== null };
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

/** null: it cannot be told, as below a home of Windows, whose paths lose it by redaction. */
const rootOf = (cwd: string | null, within: string): string | null => {
  if (cwd === null || cwd.startsWith('~\\')) return null;
  const dir = /^[A-Za-z]:\\/.test(cwd) ? cwd.replaceAll('\\', '/') : cwd;
  if (within === '.') return dir;
  return dir.endsWith(`/${within}`) ? dir.slice(0, -within.length - 1) : null;
};
