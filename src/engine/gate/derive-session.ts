import type { SessionSource } from '../../agents/agent.ts';
import { createTally } from '../../domain/coverage.ts';
import type { Handoff } from '../../domain/handoff.ts';
import { asString, at } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { Swept } from '../../domain/swept.ts';
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
  /** What it took away, moved or copied as a whole. */
  readonly sweeps: readonly Swept[];
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
    const { events, cwd, work: told, bytes } = await outline(reading, source);
    return await work({
      events,
      work: told + (hail.length - bytes) / PER_BYTE.told,
      derive: (change, within) => derived(world, { reading, source, cwd }, { change, within }),
    });
  } finally {
    spool.remove();
  }
};

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
    result: { known: false, reason: 'the published session is held against its handoff' },
  });
  const taken = facts.files.flatMap(({ path, action, written }) =>
    action === 'deleted' && written === true ? [path] : [],
  );
  const sweeps = facts.sweeps?.map(({ last: _, until: __, ...swept }): Swept => swept) ?? [];
  const { value } = await redactFacts({ taken, sweeps }, { home: '' });
  return { handoff, isRooted: root !== null, scratch: new Set(value.taken), sweeps: value.sweeps };
};

type Reading = Pick<World, 'agents' | 'logs'>;

interface Outline {
  /** Ids. */
  readonly events: ReadonlySet<string>;
  /** Where it began. */
  readonly cwd: string | null;
  readonly work: number;
  /** Of the lines of events. */
  readonly bytes: number;
}

const outline = async (reading: Reading, source: SessionSource): Promise<Outline> => {
  const read = await agentOf(reading, source).reader();
  const log = returning(read({ source, logs: reading.logs, tally: createTally() }));
  const events = new Set<string>();
  let [work, bytes] = [0, 0];
  for (const event of log.events) {
    events.add(event.event_id);
    work += workOf(event);
    bytes += event.origin?.length ?? 0;
  }
  return { events, cwd: log.head().cwd ?? null, work, bytes };
};

/** Measured: so many bytes take as long as one of a shell command. What is told in a handoff is looked through for secrets. */
const PER_BYTE = { told: 2, others: 16 };
const AN_EVENT = 64;
/** Contents of files and what tools print are told in none. */
const OTHERS: ReadonlySet<string> = new Set([
  'FileCreate',
  'FileEdit',
  'FileRead',
  'Thinking',
  'ToolResult',
  'ShellCommand',
]);

const workOf = ({ event_type: { type, ...of }, origin }: Event): number => {
  const named = asString(at(of, 'data', 'command')) ?? asString(at(of, 'data', 'path')) ?? '';
  return AN_EVENT + named.length + (origin?.length ?? 0) / (OTHERS.has(type) ? PER_BYTE.others : PER_BYTE.told);
};

/** null: it cannot be told, as below a home of Windows, whose paths lose it by redaction. */
const rootOf = (cwd: string | null, within: string): string | null => {
  if (cwd === null || cwd.startsWith('~\\')) return null;
  const dir = /^[A-Za-z]:\\/.test(cwd) ? cwd.replaceAll('\\', '/') : cwd;
  if (within === '.') return dir;
  return dir.endsWith(`/${within}`) ? dir.slice(0, -within.length - 1) : null;
};
