import { isAbsolute, resolve } from 'node:path';
import type { Agent, SessionSource } from '../agents/agent.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { sessionsHere, type SessionsHere } from './list-sessions.ts';
import type { World } from './ports.ts';
import { recogniseAgent, requireLog } from './recognise-log.ts';
import { parseReference, type Reference } from './reference.ts';
import { isEntry } from './session-entry.ts';
import { skimSessions } from './skim-sessions.ts';
import { refuseUnread, remarkOn } from './unread.ts';

export interface SourceRequest {
  readonly files: readonly string[];
  readonly references: readonly { readonly agent: string | null; readonly ref: string }[];
  /** The newest N; null: not asked for. */
  readonly last: number | null;
  /** Sessions of every repository count. */
  readonly all: boolean;
}

/** Hears what whoever asked may want to know of the answer: a sentence each, with raw text of paths. */
export type Remark = (text: string) => void;

/**
 * The sessions that a command line names, in its order, each once. Nothing named: the newest one. Where somebody hears of
 * it, one of several in a file that cannot be read does not keep the others back.
 */
export const resolveSources = async (
  world: World,
  request: SourceRequest,
  heard?: Remark,
): Promise<readonly SessionSource[]> => {
  const remark = heard ?? (() => {});
  const sources: SessionSource[] = [];
  for (const file of request.files) {
    const inFile = sourcesInFile(world, file);
    sources.push(...(heard === undefined ? inFile : await readableOf(world, inFile, heard)));
  }
  const said = new Set<string>();
  const once: Remark = (text) => void (said.has(text) || (said.add(text), remark(text)));
  for (const { agent, ref } of request.references) {
    const asked = { agent: agentNamed(world, agent), ref, all: request.all };
    sources.push(await resolveReference(world, asked, once));
  }
  const nothing = request.files.length === 0 && request.references.length === 0;
  if (request.last !== null || nothing)
    sources.push(...(await newest(world, { count: request.last ?? 1, all: request.all }, once)));
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

/** All where none can be read: reading says why. */
const readableOf = async (
  world: World,
  sources: readonly SessionSource[],
  remark: Remark,
): Promise<readonly SessionSource[]> => {
  if (sources.length < 2) return sources;
  const skims = await skimSessions(world, sources);
  const unread = skims.flatMap((skim) => (skim === null || isEntry(skim) ? [] : [skim]));
  if (unread.length === 0 || unread.length === sources.length) return sources;
  remarkOnUnread({ unread }, remark);
  return sources.filter((_, index) => (skims[index] ?? null) === null || isEntry(skims[index] ?? null));
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
  remark: Remark,
): Promise<SessionSource> => {
  const path = resolve(world.cwd, ref);
  if ((isAbsolute(ref) || /[/\\.]/.test(ref)) && world.logs.stat(path) !== undefined) {
    const source = one(world, path);
    const other = world.agents.find(({ id }) => id === source.agent && id !== 'hail');
    if (agent !== null && other !== undefined && other !== agent)
      remark(`asked for a session of ${agent.name}, and ${path} is a log of ${other.name}: it is taken as that`);
    return source;
  }
  const reference = parseReference(ref);
  // an id names one session wherever it ran; HEAD means the newest one here
  const isId = reference.kind === 'id';
  const count = reference.kind === 'nth' ? reference.back + 1 : undefined;
  const here = await sessionsHere(world, { all, anywhere: isId, agent: agent?.id ?? null }, count);
  if (!all && !isId) requireInside(here);
  const isName = agent === null && world.agents.some(({ id }) => id === ref);
  const source = pick(here, { reference, agent, hint: isName ? `its newest one: --tool "${ref} HEAD"` : undefined });
  if (!isId) remarkOnUnread(here, remark);
  return source;
};

const one = (world: World, path: string): SessionSource => {
  const [source, ...more] = sourcesInFile(world, path);
  if (source !== undefined && more.length === 0) return source;
  throw new OpenSessionError('reference_ambiguous', `${path} holds ${more.length + 1} sessions: name one by its id`, {
    hint: LISTED,
  });
};

const LISTED = 'opensession session list --all';

interface Asked {
  readonly reference: Reference;
  readonly agent: Agent | null;
  /** Where it is not found; undefined: the usual one. */
  readonly hint: string | undefined;
}

const pick = ({ sessions, unread }: SessionsHere, { reference, agent, hint }: Asked): SessionSource => {
  const whose = agent === null ? '' : ` of ${agent.name}`;
  if (reference.kind === 'nth') {
    const session = sessions[reference.back];
    if (session !== undefined) return session.source;
    const found = sessions.length === 0 ? 'none' : `${sessions.length}`;
    const wanted = `expected at least ${reference.back + 1} session(s)${whose} of this repository, found ${found}`;
    refuseUnread(unread, null, wanted);
    throw notFound(wanted);
  }
  const exact = sessions.filter(({ entry }) => entry.session_id === reference.id);
  const matches = exact.length > 0 ? exact : sessions.filter(({ entry }) => entry.session_id.startsWith(reference.id));
  const [match, ...others] = matches;
  if (match === undefined) {
    const wanted = `no session${whose} has an id that begins with ${JSON.stringify(reference.id)}`;
    refuseUnread(unread, reference.id, wanted);
    // it looks like a path
    const missing = /[/\\]/.test(reference.id) ? `no readable file at ${reference.id}, and ` : '';
    throw notFound(`${missing}${wanted}`, hint);
  }
  if (others.length === 0) return match.source;
  throw new OpenSessionError(
    'reference_ambiguous',
    `${matches.length} sessions${whose} have an id that begins with ${JSON.stringify(reference.id)}`,
    { hint: LISTED },
  );
};

const newest = async (
  world: World,
  { count, all }: { readonly count: number; readonly all: boolean },
  remark: Remark,
): Promise<readonly SessionSource[]> => {
  const here = await sessionsHere(world, { all, agent: null }, count);
  if (!all) requireInside(here);
  const { sessions, unread } = here;
  if (sessions.length === 0) {
    // outside a repository all sessions were looked at
    const anywhere = all || here.outside !== null;
    const wanted = anywhere
      ? 'no session of any agent was found on this machine'
      : 'no session of this repository was found';
    refuseUnread(unread, null, wanted);
    throw notFound(
      wanted,
      anywhere ? 'opensession session list --agents --json tells where they are looked for' : undefined,
    );
  }
  if (sessions.length < count) remark(`asked for the newest ${count} sessions, and there are ${sessions.length}`);
  remarkOnUnread(here, remark);
  return sessions.slice(0, count).map(({ source }) => source);
};

/** The newest session of any directory would be that of some other project. @throws not_a_repository */
const requireInside = ({ outside, sessions }: SessionsHere): void => {
  if (outside === null || sessions.length === 0) return;
  throw new OpenSessionError('not_a_repository', `expected a repository, whose sessions count: ${outside.message}`, {
    hint: `${outside.hint ?? 'name it with --cwd'}; --all takes the sessions of every directory`,
    cause: outside,
  });
};

const remarkOnUnread = ({ unread }: Pick<SessionsHere, 'unread'>, remark: Remark): void => {
  const text = remarkOn(unread);
  if (text !== undefined) remark(text);
};

const notFound = (message: string, hint = LISTED): OpenSessionError =>
  new OpenSessionError('session_not_found', message, { hint });

const distinct = (sources: readonly SessionSource[]): readonly SessionSource[] => [
  ...new Map(sources.map((source) => [`${source.path}\0${source.key ?? ''}`, source])).values(),
];
