import type { Agent, SessionSource } from '../agents/agent.ts';
import { type Coverage, createTally } from '../domain/coverage.ts';
import { redactFacts } from '../redact/redact-facts.ts';
import { eachOnce, findSessions } from './find-sessions.ts';
import type { World } from './ports.ts';
import type { Unread } from './unread.ts';
import { returning } from './read-session.ts';

/** What of an agent is on this machine, and how well it is understood. */
export interface AgentSurvey {
  readonly agent: string;
  readonly name: string;
  /** Where its sessions are looked for. `closed`: it, or a folder directly in it, may not be listed. */
  readonly roots: readonly { readonly path: string; readonly state: 'found' | 'absent' | 'closed' }[];
  readonly sessions: number;
  /** RFC 3339, by the logs; null where no log says. */
  readonly newest: string | null;
  /** How many of the sessions were read for what follows, the newest first. */
  readonly sessions_read: number;
  /** Logs, stores and folders of which nothing could be read, and sessions of the sample whose logs end in an error. */
  readonly unreadable: number;
  /** Of the former, the first twenty. */
  readonly unread: readonly Pick<Unread, 'path' | 'code' | 'message'>[];
  readonly records: number;
  /** Records understood, or known and ignored, of all; null where none was read. Four decimals. */
  readonly coverage: number | null;
  /** Of the agent, as the logs that were read say. */
  readonly versions: readonly string[];
  readonly unknown: readonly { readonly type: string; readonly count: number }[];
}

/** Sessions of each agent that are read for its coverage. */
const SAMPLE = 5;
const MOST_UNREAD = 20;

/** @param all every session is read for the coverage, not the newest five of each agent */
export const surveyAgents = async (
  world: World,
  { agent, all }: { readonly agent: string | null; readonly all: boolean },
): Promise<readonly AgentSurvey[]> => {
  const surveys: AgentSurvey[] = [];
  for (const one of world.agents) if (agent === null || one.id === agent) surveys.push(await survey(world, one, all));
  const said = await redactFacts(
    surveys.map(({ versions, unknown }) => ({ versions, unknown })),
    world.place,
  );
  return surveys.map((one, index) => ({ ...one, ...said.value[index] }));
};

const survey = async (world: World, agent: Agent, all: boolean): Promise<AgentSurvey> => {
  const { sessions, unread } = await findSessions(world, [agent]);
  const found = eachOnce(sessions);
  const sample = found.slice(0, all ? undefined : SAMPLE).map(({ source }) => source);
  const { unreadable, versions, coverages } = await readSample(world, agent, sample);
  const records = sum(coverages.map((one) => one.records));
  const good = sum(coverages.map((one) => one.understood + sum(one.ignored.map(({ count }) => count))));
  return {
    agent: agent.id,
    name: agent.name,
    roots: agent.roots(world.place, world.logs).map((path) => ({ path, state: stateOf(world, path) })),
    sessions: found.length,
    newest: found[0]?.entry.updated_at ?? found[0]?.entry.created_at ?? null,
    sessions_read: sample.length,
    unreadable: unread.length + unreadable,
    unread: unread.slice(0, MOST_UNREAD).map(({ path, code, message }) => ({ path, code, message })),
    records,
    coverage: records === 0 ? null : Math.floor((good / records) * 10_000) / 10_000,
    versions: [...versions].sort(),
    unknown: unknownIn(coverages),
  };
};

interface Sample {
  readonly unreadable: number;
  readonly versions: ReadonlySet<string>;
  readonly coverages: readonly Coverage[];
}

const readSample = async (world: World, agent: Agent, sources: readonly SessionSource[]): Promise<Sample> => {
  const read = await agent.reader();
  const versions = new Set<string>();
  const coverages: Coverage[] = [];
  let unreadable = 0;
  for (const source of sources) {
    const tally = createTally();
    try {
      const reading = returning(read({ source, logs: world.logs, tally }));
      for (const _ of reading.events); // read to its end
      const version = reading.head().agent.tool_version;
      if (version !== undefined) versions.add(version);
    } catch {
      unreadable++;
    }
    coverages.push(tally.coverage());
  }
  return { unreadable, versions, coverages };
};

const unknownIn = (coverages: readonly Coverage[]): AgentSurvey['unknown'] => {
  const counts = new Map<string, number>();
  for (const { unknown } of coverages)
    for (const { type, count } of unknown) counts.set(type, (counts.get(type) ?? 0) + count);
  return [...counts].map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count);
};

const stateOf = ({ files, logs }: World, root: string): AgentSurvey['roots'][number]['state'] => {
  const stat = logs.stat(root);
  if (stat === undefined) return files.isClosed(root) ? 'closed' : 'absent';
  if (stat.kind === 'file') return 'found';
  const isClosed = files.isClosed(root) || logs.list(root).some((name) => files.isClosed(`${root}/${name}`));
  return isClosed ? 'closed' : 'found';
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
