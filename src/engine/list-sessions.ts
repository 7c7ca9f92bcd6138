import { OpenSessionError } from '../domain/errors.ts';
import { shortTitle } from '../domain/text-limit.ts';
import { redactFacts } from '../redact/redact-facts.ts';
import { currentRoots, isBelow } from './current-repository.ts';
import { eachOnce, type Found, findSessions, type FoundSession, timeOf } from './find-sessions.ts';
import type { World } from './ports.ts';
import type { SessionEntry } from './session-entry.ts';
import type { Unread } from './unread.ts';

export interface ListedSession extends SessionEntry {
  /** Of the repository at the current directory. */
  readonly in_repository: boolean;
}

export interface ListRequest {
  /** Sessions of every repository, not of the current one alone. */
  readonly all: boolean;
  readonly limit: number | null;
  /** Id of one agent; null: all. */
  readonly agent: string | null;
}

export interface SessionList {
  readonly sessions: readonly ListedSession[];
  /** How many there are, whatever the limit. */
  readonly total: number;
  readonly unread: readonly Unread[];
  /** Why there is no repository at the current directory; null: there is one. */
  readonly outside: OpenSessionError | null;
}

/** The local sessions, newest first, what people wrote redacted. Outside a repository every session counts. */
export const listSessions = async (world: World, request: ListRequest): Promise<SessionList> => {
  const { sessions, unread, outside } = await sessionsHere(world, request);
  const found = sessions.slice(0, request.limit ?? undefined);
  const written = found.map(({ entry: { title, branch, model } }) => ({ title, branch, model }));
  const redacted = (await redactFacts(written, world.place)).value;
  const listed = found.map(({ entry, here }, index) => ({
    ...entry,
    ...redacted[index],
    title: shortTitle(redacted[index]?.title ?? null),
    in_repository: here,
  }));
  return { sessions: listed, total: sessions.length, unread, outside };
};

export interface SessionsHere extends Pick<SessionList, 'unread' | 'outside'> {
  /** With whether they belong to the current repository. Others are left out unless `all`, or outside of one. */
  readonly sessions: readonly (FoundSession & { readonly here: boolean })[];
}

export interface HereRequest extends Pick<ListRequest, 'all' | 'agent'> {
  /** Of the current repository or not: an id was given, which names one session wherever it ran. */
  readonly anywhere?: boolean;
}

/** @param count how many of the newest matter; absent: all of them, however old */
export const sessionsHere = async (world: World, request: HereRequest, count?: number): Promise<SessionsHere> => {
  const agents = request.agent === null ? world.agents : world.agents.filter(({ id }) => id === request.agent);
  // git is asked first, and answers while the logs are looked through
  const asked = currentRoots(world);
  const oldest = async (sessions: readonly FoundSession[]): Promise<number | null> => {
    const here = placedHere(world, request, [await asked, { sessions, unread: [] }]).sessions;
    const last = count === undefined ? undefined : here[count - 1];
    return last === undefined ? null : timeOf(last.entry);
  };
  const finding = findSessions(world, agents, count === undefined ? undefined : oldest);
  return placedHere(world, request, await Promise.all([asked, finding]));
};

const placedHere = (
  world: World,
  { all, anywhere = false }: Omit<HereRequest, 'agent'>,
  [roots, { sessions: found, unread }]: readonly [Awaited<ReturnType<typeof currentRoots>>, Found],
): SessionsHere => {
  const outside = roots instanceof OpenSessionError ? roots : null;
  const real = roots instanceof OpenSessionError ? [] : roots.flatMap((root) => [root, world.files.realPath(root)]);
  const places = new Map(
    [...new Set(found.map(({ entry }) => entry.cwd))].map((cwd) => [cwd, isHere(world, cwd, real)]),
  );
  const sessions = found.map((session) => ({ ...session, here: places.get(session.entry.cwd) === true }));
  // of a session that went on in another folder, or was copied with it, the log counts that is of this repository; where
  // all are asked for the newest, since an older one may not be opened
  const counted = new Set(eachOnce(all ? sessions : [...sessions.filter(({ here }) => here), ...sessions]));
  const shown = sessions.filter((one) => counted.has(one) && (one.here || all || anywhere || outside !== null));
  return { sessions: shown, unread, outside };
};

const isHere = (world: World, cwd: string | null, roots: readonly string[]): boolean =>
  cwd !== null && (isBelow(cwd, roots) || isBelow(world.files.realPath(cwd), roots));
