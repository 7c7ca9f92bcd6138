import type { Event } from '../session.ts';

/** How many agents were at work at once: the most tasks that were open together, and the main one. 1 for no events. */
export const maxActiveAgents = (events: readonly Event[]): number => {
  const open = new Set<string>();
  let peak = 0;
  for (const { event_type: type, task_id } of events) {
    const task = task_id?.trim() ?? '';
    if (task === '') continue;
    if (type.type === 'TaskStart') open.add(task);
    peak = Math.max(peak, open.size);
    if (type.type === 'TaskEnd') open.delete(task);
  }
  return peak + 1;
};
