import { ATTR, CUSTOM, type PlanItem } from '../../domain/event-attributes.ts';
import { asString, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { MessageScope } from './talk.ts';
import { callAttributes, type ToolCall } from './tool-call.ts';

/**
 * A task's plan is a checklist in Markdown that any call may carry (`task_progress`, 3.2x and later), all of it each
 * time; Roo Code's `update_todo_list` takes one as `todos`. Sessions (3.0) have none.
 */
export const planEvents = (call: ToolCall, scope: MessageScope): readonly Event[] => {
  const list = asString(field(call.input, call.name === 'update_todo_list' ? 'todos' : 'task_progress'));
  return list === undefined ? [] : checklistEvents(list, scope, callAttributes(call));
};

export const checklistEvents = (
  list: string,
  scope: MessageScope,
  attributes: { readonly [key: string]: unknown },
): readonly Event[] => {
  const items = checklist(list);
  if (items.length === 0) return [];
  const type = { type: 'Custom', data: { kind: CUSTOM.plan } } as const;
  return [scope.event({ type, attributes: { ...attributes, [ATTR.rawType]: 'task_progress', [ATTR.plan]: items } })];
};

const ITEM = /^\s{0,40}(?:[-*] |\d{1,4}[.)] )?\[([ xX~-])\] (\S.*)$/;

const STATES: ReadonlyMap<string, PlanItem['status']> = new Map([
  ['x', 'completed'],
  ['-', 'in_progress'],
  ['~', 'in_progress'],
]);

/** Items have no ids: they are known by their places. */
export const checklist = (list: string): readonly PlanItem[] =>
  list
    .split('\n')
    .slice(0, 2000)
    .flatMap((line) => {
      const [, mark, text] = ITEM.exec(line.trimEnd()) ?? [];
      return text === undefined
        ? []
        : [{ text, status: STATES.get((mark ?? '').toLowerCase()) ?? ('pending' as const) }];
    })
    .map((item, index) => ({ id: String(index + 1), ...item }));
