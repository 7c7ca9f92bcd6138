import { ATTR, CUSTOM, type PlanItem } from '../../domain/event-attributes.ts';
import { asArray, asText, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { RecordEvents } from '../reading/record-events.ts';
import { hadNoEffect, type ToolCall } from './tool-call.ts';

const STATES: ReadonlyMap<unknown, PlanItem['status']> = new Map<unknown, PlanItem['status']>([
  ['todo', 'pending'],
  ['pending', 'pending'],
  ['in-progress', 'in_progress'],
  ['in_progress', 'in_progress'],
  ['completed', 'completed'],
  ['done', 'completed'],
  ['cancelled', 'cancelled'],
]);

/** `todo_write` holds the whole list. Items are known by their ids where each has its own, else by their places. */
export const planEvents = (call: ToolCall, record: RecordEvents): readonly Event[] | undefined => {
  if (call.name !== 'todo_write' || hadNoEffect(call)) return undefined;
  const todos = asArray(field(call.input, 'todos'));
  const ids = new Set(todos.flatMap((todo) => asText(field(todo, 'id')) ?? []));
  const items = todos.flatMap((todo, index): readonly PlanItem[] => {
    const text = asText(field(todo, 'content'));
    const id = ids.size === todos.length ? asText(field(todo, 'id')) : undefined;
    const status = STATES.get(field(todo, 'status')) ?? 'pending';
    return text === undefined ? [] : [{ id: id ?? String(index + 1), text, status }];
  });
  const attributes = {
    [ATTR.callId]: call.id,
    [ATTR.toolName]: call.name,
    [ATTR.rawType]: 'tool_use',
    [ATTR.plan]: items,
  };
  return [record.event({ type: { type: 'Custom', data: { kind: CUSTOM.plan } }, attributes })];
};
