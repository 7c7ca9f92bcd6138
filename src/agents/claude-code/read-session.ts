import { type Event, HAIL_VERSION } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { interleave, type Strand } from '../reading/interleave.ts';
import { baseName } from '../reading/join-path.ts';
import { NO_TIME } from '../reading/log-time.ts';
import { createRecent } from '../reading/recent.ts';
import { createSeenIds } from '../reading/seen-ids.ts';
import { createDelegations } from './delegations.ts';
import { createFacts, type Facts } from './facts.ts';
import { firstTimeIn } from './first-time.ts';
import { createLane } from './lane.ts';
import { queuedPrompt } from './map-queue.ts';
import { createPromptQueue } from './prompt-queue.ts';
import { readLane } from './read-lane.ts';
import type { SessionState } from './record.ts';
import { isAgentFile, sideFiles, type SideFile } from './side-files.ts';
import { createTaskNames } from './task-names.ts';
import { createUsage } from './usage.ts';

/** Records whose uuids are remembered, at least: to know copied history. */
const KEPT_RECORDS = 500_000;
const KEPT_PROMPTS = 1000;
const KEPT_CALLS = 2000;
const HEAD = 64 * 1024;

export function* readSession({ source, logs, tally }: Reading): Generator<Event, SessionHead> {
  const { path } = source;
  const state: SessionState = {
    tally,
    facts: createFacts(),
    calls: createRecent(KEPT_CALLS),
    usage: createUsage(),
    queue: createPromptQueue(),
    delegations: createDelegations(),
    tasks: createTaskNames(),
    seen: createSeenIds(KEPT_RECORDS),
    prompts: createRecent(KEPT_PROMPTS),
  };
  const alone = isAgentFile(baseName(path));
  const sides = alone ? [] : sideFiles(path, logs);
  yield* interleave(mainEvents(path, logs, state), strandsOf(sides, logs, state));
  const head = headOf(path, state.facts, { sides, has: (uuid) => state.seen.has(uuid) });
  const [parent] = state.facts.sessionIds;
  return alone && parent !== undefined ? { ...head, session_id: stemOf(path), parent_session_id: parent } : head;
}

function* mainEvents(path: string, logs: LogReader, state: SessionState): Generator<Event, void> {
  const lane = createLane(null, 0, firstTimeIn(logs.head(path, HEAD)) ?? NO_TIME);
  // a sub-agent's log that a person named is a session of its own
  yield* readLane(logs, { path, lane, prefix: '', alone: isAgentFile(baseName(path)) }, state);
  for (const queued of state.queue.rest()) yield queuedPrompt(queued);
}

const strandsOf = (sides: readonly SideFile[], logs: LogReader, state: SessionState): Strand[] =>
  sides.map(({ path, agentId, from, title }, index) => {
    const task = state.tasks.claim(agentId);
    const lane = createLane(task, index + 1, from === '' ? NO_TIME : from);
    return { from, open: () => readLane(logs, { path, lane, prefix: `${task}:`, title }, state) };
  });

interface Around {
  readonly sides: readonly SideFile[];
  readonly has: (uuid: string) => boolean;
}

const headOf = (path: string, facts: Facts, { sides, has }: Around): SessionHead => {
  const stem = stemOf(path);
  const [first] = facts.sessionIds;
  const { cwd, branch, version } = facts;
  const title = facts.titles.best(has);
  return {
    version: HAIL_VERSION,
    session_id: first === undefined || facts.sessionIds.has(stem) ? stem : first,
    agent: {
      provider: 'anthropic',
      model: facts.model ?? 'unknown',
      tool: 'claude-code',
      ...(version === undefined ? {} : { tool_version: version }),
    },
    context: {
      ...(title === undefined ? {} : { title }),
      tags: ['claude-code'],
      created_at: facts.created ?? NO_TIME,
      updated_at: facts.updated ?? NO_TIME,
      attributes: {
        ...(cwd === undefined ? {} : { cwd }),
        ...(branch === undefined ? {} : { git_branch: branch }),
      },
    },
    sources: [path, ...sides.map((side) => side.path)],
    ...(cwd === undefined ? {} : { cwd }),
    ...(branch === undefined ? {} : { branch }),
  };
};

const stemOf = (path: string): string => baseName(path).replace(/\.jsonl$/i, '');
