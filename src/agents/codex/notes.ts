import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asCount, asString, asText, at, field } from '../../domain/json.ts';
import { textBlocks } from '../reading/build-event.ts';
import { answer, errorText } from './read-message.ts';
import { closeCalls } from './read-result.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { emit, type RolloutState } from './rollout-state.ts';

/** `compacted` holds the history that goes on (all of it said before); context_compacted tells the same again. */
export const compaction = (state: RolloutState, record: RolloutRecord): string | undefined => {
  if (state.twins.repeats('compaction', '', `${record.type}/${record.kind}`)) return 'repeats a compaction';
  const summary = asText(field(record.payload, 'message'));
  emit(state, record, { type: { type: 'Custom', data: { kind: CUSTOM.compaction } }, blocks: textBlocks(summary) });
  return undefined;
};

export const turnStarted = (state: RolloutState, record: RolloutRecord): undefined => {
  state.turn = asString(field(record.payload, 'turn_id')) ?? state.turn;
};

/** task_complete repeats the last answer; where it failed it says why. */
export const turnCompleted = (state: RolloutState, record: RolloutRecord): undefined => {
  const last = asString(field(record.payload, 'last_agent_message')) ?? '';
  answer(state, record, { parts: [last], from: 'turn' });
  if (asText(at(record.payload, 'error', 'message')) !== undefined) emitError(state, record);
  endTurn(state, record);
};

export const turnAborted = (state: RolloutState, record: RolloutRecord): undefined => {
  const reason = asString(field(record.payload, 'reason')) ?? (errorText(record.payload) || 'unknown');
  emit(state, record, {
    type: { type: 'Custom', data: { kind: CUSTOM.turnAborted } },
    attributes: { [ATTR.reason]: reason },
  });
  endTurn(state, record);
};

const endTurn = (state: RolloutState, record: RolloutRecord): void => {
  closeCalls(state, record);
  for (const thing of ['prompt', 'answer', 'thought']) state.twins.endTurn(thing);
};

/** The person took turns back: they stay in the log, the agent no longer sees them. */
export const rolledBack = (state: RolloutState, record: RolloutRecord): undefined => {
  const turns = asCount(field(record.payload, 'num_turns'));
  const reason = turns === undefined ? 'turns taken back' : `${turns} turn${turns === 1 ? '' : 's'} taken back`;
  emit(state, record, {
    type: { type: 'Custom', data: { kind: 'thread_rolled_back' } },
    attributes: { [ATTR.reason]: reason },
  });
};

export const emitError = (state: RolloutState, record: RolloutRecord): undefined => {
  const text = errorText(record.payload);
  emit(state, record, {
    type: { type: 'Custom', data: { kind: 'error' } },
    blocks: textBlocks(text),
    attributes: { [ATTR.reason]: text },
  });
};

/** A goal (`/goal`), told again with each change of its counts. */
export const goalUpdated = (state: RolloutState, record: RolloutRecord): string | undefined => {
  const goal = asText(at(record.payload, 'goal', 'objective'));
  if (goal === undefined || goal === state.goal) return 'repeats the goal';
  state.goal = goal;
  emit(state, record, {
    type: { type: 'SystemMessage' },
    blocks: textBlocks(goal),
    attributes: { [ATTR.source]: 'goal' },
  });
  return undefined;
};

/** A plan that was proposed as text (plan mode). */
export const proposedPlan = (state: RolloutState, record: RolloutRecord): string | undefined => {
  const text = asText(at(record.payload, 'item', 'text'));
  if (text === undefined) return 'empty';
  emit(state, record, { type: { type: 'Custom', data: { kind: 'plan_completed' } }, blocks: textBlocks(text) });
  return undefined;
};

/** Words of another part: of a hook, of another agent, of an undo. */
export const note = (
  state: RolloutState,
  record: RolloutRecord,
  { text, source }: { readonly text: string; readonly source: string },
): string | undefined => {
  if (text.trim() === '') return 'empty';
  emit(state, record, {
    type: { type: 'SystemMessage' },
    blocks: textBlocks(text),
    attributes: { [ATTR.source]: source },
  });
  return undefined;
};
