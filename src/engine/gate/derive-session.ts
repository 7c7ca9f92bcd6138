import type { SessionSource } from '../../agents/agent.ts';
import { createTally } from '../../domain/coverage.ts';
import type { Handoff } from '../../domain/handoff.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import type { PublishedSession } from '../../store/sessions/published-sessions.ts';
import { composeFacts } from '../compose-facts.ts';
import { redactFacts } from '../../redact/redact-facts.ts';
import type { World } from '../ports.ts';
import { agentOf, readSession, returning } from '../read-session.ts';
import { askingScripts } from './asking-scripts.ts';
import type { GateWorld } from './trusting.ts';

export interface DerivedSession {
  readonly handoff: Handoff;
  /** Where the root of its repository was is known: paths go from there. */
  readonly isRooted: boolean;
  /** Paths that it wrote and took away again, as far as the log tells. */
  readonly scratch: ReadonlySet<string>;
}

export interface OpenSession {
  /** Ids of all its events. */
  readonly events: ReadonlySet<string>;
  /** What it takes to make its handoff once, in bytes of shell commands: a million of these take up to 5 s. */
  readonly work: number;
  /**
   * The handoff that it makes, here and now, by the log alone.
   * @param within where it ran, from the root of its repository. @throws what reading a log throws
   */
  derive(change: Pick<OpenChange, 'files'>, within: string): Promise<DerivedSession>;
}

/** A published session, written out while `work` runs. @throws what reading a log throws */
export const withSession = async <T>(
  world: GateWorld,
  { hail }: Pick<PublishedSession, 'hail'>,
  work: (session: OpenSession) => Promise<T>,
): Promise<T> => {
  const reading = await world.hail();
  const spool = reading.spool();
  try {
    const file = spool.open('published.hail.jsonl');
    file.write(hail);
    file.finish();
    const source = { agent: 'hail', path: file.path };
    const { events, cwd, commands } = await outline(reading, source);
    return await work({
      events,
      work: commands + events.size * AN_EVENT + hail.length / BYTES_OF_TEXT,
      derive: (change, within) => derived(world, { reading, source, cwd }, { change, within }),
    });
  } finally {
    spool.remove();
  }
};

/** Measured: an event takes as long as so many bytes of a command, and so many of anything else as one. */
const AN_EVENT = 64;
const BYTES_OF_TEXT = 16;

const derived = async (
  world: GateWorld,
  { reading, source, cwd }: { readonly reading: Reading; readonly source: SessionSource; readonly cwd: string | null },
  { change, within }: { readonly change: Pick<OpenChange, 'files'>; readonly within: string },
): Promise<DerivedSession> => {
  const root = rootOf(cwd, within);
  const { facts } = await askingScripts(change, (script) =>
    readSession(reading, source, { root, cwd, home: null, script }),
  );
  // nobody's home: the one of this machine is none of the session's
  const { handoff } = await composeFacts({ version: world.version, place: { ...world.place, home: '' } }, facts, {
    known: false,
    reason: 'the published session is held against its handoff',
  });
  const taken = facts.files.flatMap(({ path, action, written }) =>
    action === 'deleted' && written === true ? [path] : [],
  );
  const { value: scratch } = await redactFacts(taken, { home: '' });
  return { handoff, isRooted: root !== null, scratch: new Set(scratch) };
};

type Reading = Pick<World, 'agents' | 'logs'>;

interface Outline {
  /** Ids. */
  readonly events: ReadonlySet<string>;
  /** Where it began. */
  readonly cwd: string | null;
  /** Length of all shell commands. */
  readonly commands: number;
}

const outline = async (reading: Reading, source: SessionSource): Promise<Outline> => {
  const read = await agentOf(reading, source).reader();
  const log = returning(read({ source, logs: reading.logs, tally: createTally() }));
  const events = new Set<string>();
  let commands = 0;
  for (const { event_id, event_type: type } of log.events) {
    events.add(event_id);
    if (type.type === 'ShellCommand') commands += type.data.command.length;
  }
  return { events, cwd: log.head().cwd ?? null, commands };
};

/** null: it cannot be told, as below a home of Windows, whose paths lose it by redaction. */
const rootOf = (cwd: string | null, within: string): string | null => {
  if (cwd === null || cwd.startsWith('~\\')) return null;
  const dir = /^[A-Za-z]:\\/.test(cwd) ? cwd.replaceAll('\\', '/') : cwd;
  if (within === '.') return dir;
  return dir.endsWith(`/${within}`) ? dir.slice(0, -within.length - 1) : null;
};
