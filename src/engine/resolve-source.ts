import { isAbsolute, resolve } from 'node:path';
import type { Agent, SessionSource } from '../agents/agent.ts';
import { OpenSessionError } from '../domain/errors.ts';
import type { FoundSession } from './find-sessions.ts';
import { sessionsHere } from './list-sessions.ts';
import type { World } from './ports.ts';
import { parseReference, type Reference } from './reference.ts';

export interface SourceRequest {
  readonly files: readonly string[];
  readonly references: readonly { readonly agent: string | null; readonly ref: string }[];
  /** The newest N; null: not asked for. */
  readonly last: number | null;
  /** Sessions of every repository count. */
  readonly all: boolean;
}

/** The sessions that a command line names, in its order, each once. Nothing named: the newest one. */
export const resolveSources = async (world: World, request: SourceRequest): Promise<readonly SessionSource[]> => {
  const sources: SessionSource[] = request.files.flatMap((file) => sourcesInFile(world, file));
  for (const { agent, ref } of request.references) {
    sources.push(await resolveReference(world, { agent: agentNamed(world, agent), ref, all: request.all }));
  }
  const nothing = request.files.length === 0 && request.references.length === 0;
  if (request.last !== null || nothing) sources.push(...(await newest(world, request.last ?? 1, request.all)));
  return distinct(sources);
};

const sourcesInFile = (world: World, file: string): readonly SessionSource[] => {
  const path = resolve(world.cwd, file);
  requireLog(world, path);
  const agent = recogniseAgent(world, path);
  const sources = [...agent.sessionsIn(path, world.logs)];
  if (sources.length === 0) throw new OpenSessionError('session_not_found', `no session of ${agent.name} in ${path}`);
  return sources;
};

/** @throws file_not_found, log_unrecognised for a directory, log_empty */
export const requireLog = (world: Pick<World, 'logs'>, path: string): void => {
  const stat = world.logs.stat(path);
  if (stat === undefined) throw new OpenSessionError('file_not_found', `no readable file at ${path}`);
  if (stat.kind === 'directory') {
    throw new OpenSessionError('log_unrecognised', `expected a log file, found a directory at ${path}`, {
      hint: 'opensession session list --all',
    });
  }
  if (stat.size === 0) throw new OpenSessionError('log_empty', `the file ${path} is empty`);
};

/** The agent whose log a file is. @throws log_unrecognised, naming the agents whose logs are read */
export const recogniseAgent = (world: Pick<World, 'agents' | 'logs'>, path: string): Agent => {
  const head = world.logs.head(path, 65_536);
  if (head === '') requireReadable(world, path);
  const [best] = world.agents
    .map((agent) => ({ agent, sure: agent.recognise(path, head) }))
    .sort((a, b) => b.sure - a.sure);
  if (best !== undefined && best.sure > 40) return best.agent;
  throw new OpenSessionError(
    'log_unrecognised',
    `expected a log of ${world.agents.map(({ name }) => name).join(', ')}, found something else in ${path}`,
  );
};

/** A file that cannot be opened shows no head; reading it says why. @throws not_readable, log_broken */
const requireReadable = ({ logs }: Pick<World, 'logs'>, path: string): void => {
  for (const _ of logs.lines(path)) return;
};

const agentNamed = (world: World, name: string | null): Agent | null => {
  if (name === null) return null;
  const id = name === 'claude' ? 'claude-code' : name;
  const agent = world.agents.find((candidate) => candidate.id === id);
  if (agent !== undefined) return agent;
  throw new OpenSessionError(
    'invalid_reference',
    `expected the name of an agent (${world.agents.map((one) => one.id).join(', ')}), found ${JSON.stringify(name)}`,
  );
};

const resolveReference = async (
  world: World,
  { agent, ref, all }: { agent: Agent | null; ref: string; all: boolean },
): Promise<SessionSource> => {
  const path = resolve(world.cwd, ref);
  if ((isAbsolute(ref) || /[/\\.]/.test(ref)) && world.logs.stat(path) !== undefined) return one(world, path);
  const reference = parseReference(ref);
  // an id names one session wherever it ran; HEAD means the newest one here
  const sessions = await sessionsHere(world, { all: all || reference.kind === 'id', agent: agent?.id ?? null });
  return pick(world, sessions, { reference, agent });
};

const one = (world: World, path: string): SessionSource => {
  const [source, ...more] = sourcesInFile(world, path);
  if (source !== undefined && more.length === 0) return source;
  throw new OpenSessionError('reference_ambiguous', `${path} holds ${more.length + 1} sessions: name one by its id`, {
    hint: 'opensession session list --all',
  });
};

const pick = (
  world: World,
  sessions: readonly FoundSession[],
  { reference, agent }: { readonly reference: Reference; readonly agent: Agent | null },
): SessionSource => {
  const whose = agent === null ? '' : ` of ${agent.name}`;
  if (reference.kind === 'nth') {
    const session = sessions[reference.back];
    if (session !== undefined) return session.source;
    refuseClosed(world, agent === null ? world.agents : [agent]);
    const found = sessions.length === 0 ? 'none' : `${sessions.length}`;
    throw notFound(`expected at least ${reference.back + 1} session(s)${whose} of this repository, found ${found}`);
  }
  const exact = sessions.filter(({ entry }) => entry.session_id === reference.id);
  const matches = exact.length > 0 ? exact : sessions.filter(({ entry }) => entry.session_id.startsWith(reference.id));
  const [match, ...others] = matches;
  if (match === undefined) refuseClosed(world, agent === null ? world.agents : [agent]);
  if (match === undefined)
    throw notFound(`no session${whose} has an id that begins with ${JSON.stringify(reference.id)}`);
  if (others.length === 0) return match.source;
  throw new OpenSessionError(
    'reference_ambiguous',
    `${matches.length} sessions${whose} have an id that begins with ${JSON.stringify(reference.id)}`,
    { hint: 'opensession session list --all' },
  );
};

const newest = async (world: World, count: number, all: boolean): Promise<readonly SessionSource[]> => {
  const sessions = await sessionsHere(world, { all, agent: null });
  if (sessions.length === 0) {
    refuseClosed(world, world.agents);
    throw notFound(
      all ? 'no session of any agent was found on this machine' : 'no session of this repository was found',
    );
  }
  return sessions.slice(0, count).map(({ source }) => source);
};

/** Nothing was found, and there is a directory in which nobody could look: that is what is wrong. @throws not_readable */
const refuseClosed = (world: World, agents: readonly Agent[]): void => {
  const closed = agents
    .flatMap((agent) => agent.roots(world.place, world.logs))
    .find((root) => closedBelow(world, root));
  if (closed === undefined) return;
  throw new OpenSessionError('not_readable', `no session was found, and ${closed} cannot be read`, {
    hint: 'see who may list it: ls -ld, on it and on what lies in it',
  });
};

/** The root itself, or one of the folders in it (Claude Code: one for each project). */
const closedBelow = ({ files, logs }: World, root: string): boolean =>
  files.isClosed(root) || logs.list(root).some((name) => files.isClosed(`${root}/${name}`));

const notFound = (message: string): OpenSessionError =>
  new OpenSessionError('session_not_found', message, { hint: 'opensession session list --all' });

const distinct = (sources: readonly SessionSource[]): readonly SessionSource[] => [
  ...new Map(sources.map((source) => [`${source.path}\0${source.key ?? ''}`, source])).values(),
];
