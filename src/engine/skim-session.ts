import type { Agent, ReadLog, SessionHead, SessionSource, SkimRules } from '../agents/agent.ts';
import type { LogReader } from '../agents/log-reader.ts';
import { createTally } from '../domain/coverage.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { isSubagentEvent } from '../domain/event-attributes.ts';
import { textOf } from '../domain/session.ts';
import type { World } from './ports.ts';
import type { SessionEntry, Skim } from './session-entry.ts';
import { titleLine } from './title-line.ts';
import { garbled, isGarbled, type Unread } from './unread.ts';
import { unreadRecords } from './unread-records.ts';

/**
 * What a listing shows of a session, read through the agent's own parser: the same as its whole log says, although most
 * of a long one is passed over where the agent knows how. What cannot be read is told: a listing goes on without it.
 */
export const skimSession = async (world: SkimWorld, agent: Agent, source: SessionSource): Promise<Skim> =>
  (await openSkim(world, agent))(source);

/** The same for many sessions of one agent, whose reader is loaded once: asking for it again costs more than a parse. */
export const openSkim = async (world: SkimWorld, agent: Agent): Promise<(source: SessionSource) => Skim> => {
  const reader = await agent.reader();
  return (source) => {
    try {
      const how = { world, rules: agent.skim, through: throughWith(reader, source) };
      const read = skimmed(how, source) ?? how.through(world.logs);
      if (read.events > 0) return entryOf(source, read);
      return damageOf(world, source, read) ?? (source.known?.created_at === undefined ? null : entryOf(source, read));
    } catch (error) {
      return failureOf(source, error);
    }
  };
};

/** A log without an event: whether there is a record in it at all. */
const damageOf = ({ logs }: SkimWorld, source: SessionSource, { tally }: Through): Unread | null => {
  const coverage = tally.coverage();
  const unread = unreadRecords(source.path, coverage);
  if (unread !== undefined) return unreadOf(source, 'log_broken', unread);
  const isEmpty = coverage.records === 0 && logs.stat(source.path)?.size === 0;
  return isEmpty ? unreadOf(source, 'log_empty', `the file ${source.path} is empty`) : null;
};

/** Null for what is gone since it was found. */
const failureOf = (source: SessionSource, error: unknown): Unread | null => {
  if (!(error instanceof OpenSessionError))
    return unreadOf(source, 'bug', `cannot read ${source.path}: ${String(error)}`);
  const isGone = error.code === 'file_not_found' || error.code === 'session_not_found';
  if (isGone && isGarbled(source.path)) return unreadOf(source, 'not_readable', garbled(source.path));
  return isGone ? null : unreadOf(source, error.code, error.message);
};

const unreadOf = ({ agent, path, known }: SessionSource, code: Unread['code'], message: string): Unread => ({
  agent,
  path,
  session_id: known?.session_id ?? null,
  code,
  message,
});

/** Where a session ran, also when its log holds no event of its own. */
export const skimDirectory = async (world: SkimWorld, agent: Agent, source: SessionSource): Promise<string | null> => {
  if (source.known?.cwd !== undefined) return source.known.cwd;
  const through = throughWith(await agent.reader(), source);
  const skimming = world.skim(DIRECTORY, source.path);
  try {
    return through(skimming.logs).head.cwd ?? null;
  } catch {
    return null; // unreadable: said when the session is read in earnest
  } finally {
    skimming.close();
  }
};

/** Directories stand near the start. */
const DIRECTORY: SkimRules = {
  needs: [/"cwd":/],
  plain: '',
  timed: /(?:)/,
  tells: /(?!)/,
  within: 8 * 1024 * 1024,
};

export type SkimWorld = Pick<World, 'skim' | 'logs'>;

interface How {
  readonly world: SkimWorld;
  readonly rules: SkimRules | undefined;
  readonly through: (logs: LogReader) => Through;
}

/** Undefined where what was passed over may say something else. */
const skimmed = ({ world, rules, through }: How, source: SessionSource): Through | undefined => {
  if (rules === undefined) return undefined;
  const skimming = world.skim(rules, source.path);
  const read = withClosing(skimming, () => through({ ...skimming.logs, list: (dir) => world.logs.list(dir) }));
  const passed = skimming.passedFrom();
  if (skimming.isTurned()) return undefined;
  if (passed === null || read.head.parent_session_id !== undefined) return read;
  const named = source.known?.session_id;
  if (named !== undefined && named !== read.head.session_id) return undefined;
  return read.prompt !== null && read.prompt.offset < passed ? read : undefined;
};

const withClosing = <T>(open: { close(): void }, act: () => T): T => {
  try {
    return act();
  } finally {
    open.close();
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

interface Through {
  readonly head: SessionHead;
  /** The title line of the first prompt that has one, and where the furthest record begins that was read for it. */
  readonly prompt: { readonly text: string; readonly offset: number } | null;
  readonly events: number;
  readonly tally: ReturnType<typeof createTally>;
}

const throughWith =
  (read: ReadLog, source: SessionSource) =>
  (logs: LogReader): Through => {
    const tally = createTally();
    return { ...readThrough(read({ source, logs, tally })), tally };
  };

const readThrough = (reading: ReturnType<ReadLog>): Omit<Through, 'tally'> => {
  let prompt: Through['prompt'] = null;
  let events = 0;
  let furthest = 0; // a prompt that waits in a queue may be told behind all records, and hang on them
  for (let next = reading.next(); ; next = reading.next()) {
    if (next.done === true) return { head: next.value, prompt, events };
    events++;
    if (prompt !== null || isSubagentEvent(next.value)) continue;
    furthest = Math.max(furthest, next.value.origin?.offset ?? 0);
    if (next.value.event_type.type !== 'UserMessage') continue;
    const text = titleLine(textOf(next.value));
    if (text !== undefined)
      prompt = { text, offset: next.value.origin === undefined ? Number.POSITIVE_INFINITY : furthest };
  }
};

const entryOf = (source: SessionSource, { head, prompt }: Through): SessionEntry => ({
  session_id: head.session_id,
  agent: source.agent,
  path: source.path,
  key: source.key ?? null,
  title: head.context.title ?? prompt?.text ?? null,
  cwd: head.cwd ?? source.known?.cwd ?? null,
  branch: head.branch ?? null,
  model: head.agent.model === '' ? null : head.agent.model,
  created_at: head.context.created_at,
  updated_at: source.known?.updated_at ?? head.context.updated_at,
  parent_session_id: head.parent_session_id ?? source.known?.parent_session_id ?? null,
});
