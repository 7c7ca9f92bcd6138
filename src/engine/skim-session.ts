import type { Agent, SessionHead, SessionSource } from '../agents/agent.ts';
import { createTally } from '../domain/coverage.ts';
import { isSubagentEvent } from '../domain/event-attributes.ts';
import { type Event, textOf } from '../domain/session.ts';
import type { World } from './ports.ts';

/** What a listing shows of a session. Times as written in the log; null where the log does not say. */
export interface SessionEntry {
  readonly session_id: string;
  readonly agent: string;
  readonly path: string;
  readonly key: string | null;
  /** The log's own title, else the first line of the first prompt. Raw text of the log. */
  readonly title: string | null;
  readonly cwd: string | null;
  readonly branch: string | null;
  readonly model: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  readonly parent_session_id: string | null;
}

/**
 * Reads the start and the end of a session's log through the agent's own parser. Null when the log cannot be read or
 * holds no event: a listing goes on without it.
 */
export const skimSession = async (
  world: Pick<World, 'skim'>,
  agent: Agent,
  source: SessionSource,
): Promise<SessionEntry | null> => {
  const skimmed = await skim(world, agent, source);
  if (skimmed === null || (skimmed.events === 0 && source.known?.created_at === undefined)) return null;
  return entryOf(source, skimmed.head, skimmed.prompt);
};

/** Where a session ran, also when what was skimmed shows no event: a sub-agent's log may begin with a long copy. */
export const skimDirectory = async (
  world: Pick<World, 'skim'>,
  agent: Agent,
  source: SessionSource,
): Promise<string | null> => source.known?.cwd ?? (await skim(world, agent, source))?.head.cwd ?? null;

const skim = async (
  world: Pick<World, 'skim'>,
  agent: Agent,
  source: SessionSource,
): Promise<ReturnType<typeof readThrough> | null> => {
  const read = await agent.reader();
  try {
    return readThrough(read({ source, logs: world.skim(source.path), tally: createTally() }));
  } catch {
    return null; // unreadable: said when somebody asks for this session by name
  }
};

/** The entry of a source that told enough when it was found: a row of a store's own index. */
export const knownEntry = (source: SessionSource): SessionEntry | null => {
  const known = source.known;
  if (known?.session_id === undefined || known.updated_at === undefined || known.cwd === undefined) return null;
  return {
    session_id: known.session_id,
    agent: source.agent,
    path: source.path,
    key: source.key ?? null,
    title: known.title ?? null,
    cwd: known.cwd,
    branch: null,
    model: null,
    created_at: known.created_at ?? null,
    updated_at: known.updated_at,
    parent_session_id: known.parent_session_id ?? null,
  };
};

const readThrough = (
  reading: Generator<Event, SessionHead>,
): { head: SessionHead; prompt: string | null; events: number } => {
  let prompt: string | null = null;
  let events = 0;
  for (let next = reading.next(); ; next = reading.next()) {
    if (next.done === true) return { head: next.value, prompt, events };
    events++;
    if (prompt === null && next.value.event_type.type === 'UserMessage' && !isSubagentEvent(next.value)) {
      prompt = firstLine(textOf(next.value));
    }
  }
};

const firstLine = (text: string): string | null => {
  const line = text.split('\n', 50).find((part) => part.trim() !== '');
  return line === undefined ? null : line.trim().slice(0, MAX_LINE);
};

/** Far more than is shown, so that what redaction looks for is not cut into. */
const MAX_LINE = 20_000;

const entryOf = (source: SessionSource, head: SessionHead, prompt: string | null): SessionEntry => ({
  session_id: head.session_id,
  agent: source.agent,
  path: source.path,
  key: source.key ?? null,
  title: head.context.title ?? prompt,
  cwd: head.cwd ?? source.known?.cwd ?? null,
  branch: head.branch ?? null,
  model: head.agent.model === '' ? null : head.agent.model,
  created_at: head.context.created_at,
  updated_at: source.known?.updated_at ?? head.context.updated_at,
  parent_session_id: head.parent_session_id ?? source.known?.parent_session_id ?? null,
});
