import { asString, field } from '../../domain/json.ts';
import { parseJson } from '../reading/parse-json.ts';
import type { RolloutState } from './rollout-state.ts';

const MAX_SPAWNED = 1000;

/** spawn_agent answers `{"agent_id": THREAD, "nickname"}` (0.118). */
export const noteSpawned = (state: RolloutState, output: string): undefined =>
  noteThread(state, field(parseJson(output), 'agent_id'));

/** Remembers a thread that this one started; its rollout is opened next. */
export const noteThread = (state: RolloutState, thread: unknown): undefined => {
  const id = asString(thread);
  if (id === undefined || !/^[\w-]{8,80}$/.test(id) || state.started.has(id)) return undefined;
  if (state.started.size >= MAX_SPAWNED || id === state.head.id) return undefined;
  state.started.add(id);
  state.spawned.push(id);
  return undefined;
};
