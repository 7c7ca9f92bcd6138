import type { PlanItem } from '../../domain/event-attributes.ts';

const ITEM = /^\s{0,20}(?:[-*+]|\d{1,4}[.)])\s{1,8}\[([ xX~>-])\]\s{1,8}(\S.{0,2000})$/;
const MOST = 1000;

/** `update_todo` (0.0.3xx to 0.0.40x) holds the whole plan as a Markdown list of `[ ]` and `[x]`. Items are known by their places. */
export const checklist = (text: string): readonly PlanItem[] => {
  const items: PlanItem[] = [];
  for (const line of text.split('\n', 10_000)) {
    const [, mark, said] = ITEM.exec(line) ?? [];
    if (mark === undefined || said === undefined || items.length >= MOST) continue;
    items.push({ id: String(items.length + 1), text: said.trim(), status: statusOf(mark) });
  }
  return items;
};

const statusOf = (mark: string): PlanItem['status'] => {
  if (mark === ' ') return 'pending';
  return mark.toLowerCase() === 'x' ? 'completed' : 'in_progress';
};
