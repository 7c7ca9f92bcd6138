import { asString, at, field, isObject } from '../../domain/json.ts';
import { asTime } from '../reading/log-time.ts';
import type { RolloutRecord } from './rollout-record.ts';
import type { RolloutState } from './rollout-state.ts';

/**
 * The first session_meta is this session's. Others follow where it was resumed, and where the log begins with a copy of
 * the session that it was forked from.
 */
export const sessionMeta = (state: RolloutState, record: RolloutRecord): string | undefined => {
  const { payload } = record;
  const { head } = state;
  if (head.id !== undefined) return 'of a resume, or of the session that this one copies';
  head.id = asString(field(payload, 'id')) ?? asString(field(payload, 'session_id'));
  head.parent = parentOf(payload);
  head.forkedFrom = asString(field(payload, 'forked_from_id'));
  head.nickname = asString(field(payload, 'agent_nickname')) ?? asString(field(payload, 'agent_role'));
  head.provider = asString(field(payload, 'model_provider'));
  head.version = asString(field(payload, 'cli_version'));
  head.originator = asString(field(payload, 'originator'));
  head.cwd = asString(field(payload, 'cwd'));
  head.branch = asString(at(payload, 'git', 'branch'));
  head.commit = asString(at(payload, 'git', 'commit_hash'));
  head.created = asTime(field(payload, 'timestamp')) ?? head.created;
  state.cwd ??= head.cwd;
  return undefined;
};

/** Of a sub-agent: the thread that it works for. A fork by a person is a session of its own. */
const parentOf = (payload: unknown): string | undefined => {
  const source = field(payload, 'source');
  const spawned = asString(at(source, 'subagent', 'thread_spawn', 'parent_thread_id'));
  if (spawned !== undefined) return spawned;
  const isSubagent = isObject(source) && field(source, 'subagent') !== undefined;
  const parent = asString(field(payload, 'parent_thread_id'));
  return parent ?? (isSubagent ? asString(field(payload, 'forked_from_id')) : undefined);
};

/** One per turn (and again after a compaction): which model, where. The session's model is that of its last turn. */
export const turnContext = (state: RolloutState, record: RolloutRecord): undefined => {
  const { payload } = record;
  state.turn = asString(field(payload, 'turn_id')) ?? state.turn;
  state.model = asString(field(payload, 'model')) ?? state.model;
  state.cwd = asString(field(payload, 'cwd')) ?? state.cwd;
};
