import { currentRoots, isBelow } from './current-repository.ts';
import { findSessions, type FoundSession } from './find-sessions.ts';
import type { World } from './ports.ts';
import type { SessionEntry } from './skim-session.ts';

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

/** The local sessions, newest first. Outside a repository every session counts. */
export const listSessions = async (world: World, request: ListRequest): Promise<readonly ListedSession[]> => {
  const found = await sessionsHere(world, request);
  return found.slice(0, request.limit ?? found.length).map(({ entry, here }) => ({ ...entry, in_repository: here }));
};

/** Sessions with whether they belong to the current repository; others are left out unless `all`, or outside one. */
export const sessionsHere = async (
  world: World,
  request: Pick<ListRequest, 'all' | 'agent'>,
): Promise<readonly (FoundSession & { readonly here: boolean })[]> => {
  const roots = await currentRoots(world);
  const real = roots?.flatMap((root) => [root, world.files.realPath(root)]) ?? [];
  const agents = request.agent === null ? world.agents : world.agents.filter(({ id }) => id === request.agent);
  return findSessions(world, agents)
    .map((session) => ({ ...session, here: isHere(world, session, real) }))
    .filter(({ here }) => here || request.all || roots === null);
};

const isHere = (world: World, { entry }: FoundSession, roots: readonly string[]): boolean =>
  entry.cwd !== null && (isBelow(entry.cwd, roots) || isBelow(world.files.realPath(entry.cwd), roots));
