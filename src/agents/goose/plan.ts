import { ATTR, CUSTOM, type PlanItem } from '../../domain/event-attributes.ts';
import type { Event } from '../../domain/session.ts';
import { inputText, type ToolCall } from './tool-call.ts';
import type { RecordEvents } from '../reading/record-events.ts';

const ITEM = /^\s*(?:[-*+]|\d{1,4}[.)])\s+\[([ xX~/-])\]\s+(\S.*)$/;

const MOST_ITEMS = 1000;

/**
 * `todo_write` (before 2026 `write`) of the extension `todo` holds the whole list as text: the checkboxes in it are the
 * plan. Undefined for other calls, and for notes without a checkbox.
 */
export const planEvents = (call: ToolCall, record: RecordEvents): readonly Event[] | undefined => {
  if (call.tool !== 'todo_write' && call.name !== 'todo__write') return undefined;
  const items = itemsOf(inputText(call, 'content') ?? '');
  if (items.length === 0) return undefined;
  const attributes = {
    [ATTR.callId]: call.id,
    [ATTR.toolName]: call.name,
    [ATTR.rawType]: 'toolRequest',
    [ATTR.plan]: items,
  };
  return [record.event({ type: { type: 'Custom', data: { kind: CUSTOM.plan } }, attributes })];
};

const itemsOf = (content: string): readonly PlanItem[] => {
  const items: PlanItem[] = [];
  for (const line of content.split('\n')) {
    const [, mark, text] = (line.length > 4000 ? null : ITEM.exec(line)) ?? [];
    if (text === undefined || items.length >= MOST_ITEMS) continue;
    items.push({ id: String(items.length + 1), text: text.trim(), status: STATES.get(mark ?? ' ') ?? 'pending' });
  }
  return items;
};

const STATES: ReadonlyMap<string, PlanItem['status']> = new Map<string, PlanItem['status']>([
  ['x', 'completed'],
  ['X', 'completed'],
  ['~', 'in_progress'],
  ['/', 'in_progress'],
  ['-', 'cancelled'],
]);
