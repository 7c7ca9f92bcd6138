import { ATTR, CUSTOM, type PlanItem } from '../../domain/event-attributes.ts';
import { asArray, asText, field } from '../../domain/json.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { emit, type RolloutState } from './rollout-state.ts';

const MAX_STEPS = 500;

/** update_plan gives the whole plan each time, without ids: a step keeps its id as long as it keeps its words. */
export const emitPlan = (
  state: RolloutState,
  record: RolloutRecord,
  call: { readonly id: string; readonly args: unknown },
): void => {
  const items = asArray(field(call.args, 'plan'))
    .slice(0, MAX_STEPS)
    .flatMap((step) => itemOf(state, step) ?? []);
  const explanation = asText(field(call.args, 'explanation'));
  emit(state, record, {
    type: { type: 'Custom', data: { kind: CUSTOM.plan } },
    blocks: explanation === undefined ? [] : [{ type: 'Text', text: explanation }],
    attributes: { [ATTR.callId]: call.id, [ATTR.plan]: items },
  });
};

const itemOf = (state: RolloutState, step: unknown): PlanItem | undefined => {
  const text = asText(field(step, 'step'));
  if (text === undefined) return undefined;
  const id = state.steps.get(text) ?? `step-${state.steps.size + 1}`;
  if (state.steps.size < 10_000) state.steps.set(text, id);
  return { id, text, status: statusOf(field(step, 'status')) };
};

const statusOf = (status: unknown): PlanItem['status'] =>
  status === 'completed' || status === 'in_progress' ? status : 'pending';
