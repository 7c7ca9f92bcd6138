import type { Agent, OpenStream, ReadLog, SessionHead, SessionSource, SessionStream } from '../agents/agent.ts';
import { type Coverage, createTally } from '../domain/coverage.ts';
import { OpenSessionError } from '../domain/errors.ts';
import type { Event } from '../domain/session.ts';
import type { GrowingLog, Growth } from '../sources/growing-log.ts';
import type { World } from './ports.ts';
import { createTrail, type Trail } from './event-trail.ts';
import { agentOf, returning } from './read-session.ts';

/** One session that is read again and again while its agent works. */
export interface SessionFollower {
  /**
   * What came since the last look. Where the agent's log can be followed, growth costs the new bytes alone; else what has
   * changed is read whole. @throws file_not_found, and what reading throws: the next look then reads anew
   */
  look(): Followed;
  /** Of a look whose events were not taken to their end. */
  close(): void;
}

export interface Followed {
  /** `grown`: the events go on from those given before. `anew`: they are the session's from its first. */
  readonly kind: 'unchanged' | 'grown' | 'anew';
  /** For good: later ones come after them. To be taken to their end, once, before the next look. */
  readonly events: Iterable<Event>;
  /**
   * After the events: what would come last if the log ended here. Undefined: the log changed its past while it was read,
   * what was given does not hold, and the next look is `anew`.
   */
  end(): SessionEnd | undefined;
}

/** All events given for good, then these, are exactly what reading the whole log gives; so are head and coverage. */
export interface SessionEnd {
  readonly events: readonly Event[];
  readonly head: SessionHead;
  readonly coverage: Coverage;
}

type FollowWorld = Pick<World, 'agents' | 'logs' | 'follow' | 'stamp'>;

/** @throws log_unrecognised for an agent that this version does not know */
export const followSession = async (world: FollowWorld, source: SessionSource): Promise<SessionFollower> => {
  const agent = agentOf(world, source);
  const read = await agent.reader();
  const openStream = await agent.follower?.();
  const session: Session = { world, source, agent, read };
  let live: Live | undefined;
  return {
    look: () => {
      const isThere = world.logs.stat(source.path) !== undefined;
      const more = isThere ? live?.look() : undefined;
      if (more !== undefined) return more;
      const canFollow = live?.wasBelied !== true;
      live?.close();
      live = undefined;
      if (!isThere)
        throw new OpenSessionError('file_not_found', `no file at ${source.path}`, { hint: 'opensession session list' });
      live = openLive(session, canFollow ? openStream : undefined);
      return live.first;
    },
    close: () => live?.close(),
  };
};

interface Session {
  readonly world: FollowWorld;
  readonly source: SessionSource;
  readonly agent: Agent;
  readonly read: ReadLog;
}

interface Live {
  readonly first: Followed;
  /** Undefined: what was given does not hold. */
  look(): Followed | undefined;
  /** Reading it whole gave other events than were given: it is next read whole, and then followed again. */
  readonly wasBelied?: boolean;
  close(): void;
}

const openLive = (session: Session, openStream: OpenStream | undefined): Live => {
  const { world, source } = session;
  const tally = createTally();
  const stream = openStream?.({ source, logs: world.logs, tally });
  if (stream === undefined) return readWhole(session);
  const log = world.follow(source.path);
  return followStream(session, { stream, log, coverage: () => tally.coverage() });
};

interface Streaming {
  readonly stream: SessionStream;
  readonly log: GrowingLog;
  readonly coverage: () => Coverage;
}

const followStream = (session: Session, { stream, log, coverage }: Streaming): Live => {
  const given = createTrail();
  let isWhole = true;
  let wasBelied = false;
  let beside = stream.beside?.();
  let rest = 0;
  let last: SessionEnd | undefined;
  function* push(growth: Growing): Generator<Event> {
    isWhole = false;
    for (const line of growth.lines()) {
      for (const event of stream.push(line)) {
        given.add(event);
        yield event;
      }
    }
    isWhole = log.mark() !== undefined && stream.holds();
  }
  const end = (): SessionEnd | undefined => {
    if (!isWhole) return undefined;
    // a line without its end counts in a log that ends there, but is not pushed: more of it may come
    const told = last === undefined && rest === 0 ? stream.end() : undefined;
    last ??= told === undefined ? endWith(session, given) : { ...told, coverage: coverage() };
    wasBelied = last === undefined;
    isWhole = !wasBelied && stream.holds();
    return isWhole ? last : undefined;
  };
  const take = (growth: Growing, kind: Followed['kind']): Followed => {
    last = undefined;
    ({ rest } = growth);
    return { kind, events: push(growth), end };
  };
  return {
    first: take(growing(log.look(), session.source), 'anew'),
    look: () => {
      const growth = isWhole && stream.holds() ? log.look() : undefined;
      const before = beside;
      beside = stream.beside?.();
      if (growth?.kind === 'grown') return take(growth, 'grown');
      if (growth?.kind !== 'unchanged') return undefined;
      if (beside === before) return { kind: 'unchanged', events: [], end };
      last = undefined;
      return { kind: 'grown', events: [], end };
    },
    get wasBelied() {
      return wasBelied;
    },
    close: () => {
      log.close();
      stream.close();
    },
  };
};

type Growing = Extract<Growth, { readonly rest: number }>;

const growing = (growth: Growth, { path }: SessionSource): Growing => {
  if ('rest' in growth) return growth;
  throw new OpenSessionError('not_readable', `cannot read ${path}`);
};

/** The end that only the whole log tells: what comes in it after the events that were given. Undefined: it has others. */
const endWith = (session: Session, given: Trail): SessionEnd | undefined => {
  const events: Event[] = [];
  const trail = createTrail();
  const whole = readOnce(session);
  for (const event of whole.events) {
    if (trail.count() < given.count()) trail.add(event);
    else events.push(event);
  }
  return trail.is(given) ? { events, ...whole.end() } : undefined;
};

const readWhole = (session: Session): Live => {
  const before = stampOf(session);
  let last: SessionEnd | undefined;
  const whole = readOnce(session);
  const end = (): SessionEnd => (last ??= { events: [], ...whole.end() });
  return {
    first: { kind: 'anew', events: whole.events, end },
    look: () =>
      last !== undefined && before !== undefined && before === stampOf(session)
        ? { kind: 'unchanged', events: [], end }
        : undefined,
    close: () => {},
  };
};

const readOnce = ({ world, source, read }: Session) => {
  const tally = createTally();
  const reading = returning(read({ source, logs: world.logs, tally }));
  return { events: reading.events, end: () => ({ head: reading.head(), coverage: tally.coverage() }) };
};

/** Of all files that tell the session, a store's write-ahead log among them; undefined: it says nothing. */
const stampOf = ({ world, source, agent }: Session): string | undefined => {
  const files = agent.files?.(source, world.logs) ?? [source.path];
  const stamps = files.flatMap((file) => [world.stamp(file), world.stamp(`${file}-wal`)]);
  return stamps.includes(undefined) ? undefined : JSON.stringify(stamps);
};
