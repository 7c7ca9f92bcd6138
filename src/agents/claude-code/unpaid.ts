import { ATTR, CUSTOM, subagentAttributes } from '../../domain/event-attributes.ts';
import type { Lane, OutEvent } from './record.ts';
import { takeOwed } from './usage.ts';

/** Tokens of a message none of whose lines gave an event (thinking that the log does not hold): one event of their own. */
export const payUnpaid = (lane: Lane): readonly OutEvent[] => {
  const { unpaid, task } = lane;
  if (unpaid === undefined) return [];
  lane.unpaid = undefined;
  const tokens = takeOwed(unpaid.count);
  if (tokens === undefined) return [];
  const { id, time, origin } = unpaid;
  return [
    {
      event_id: id,
      timestamp: time,
      event_type: { type: 'Custom', data: { kind: CUSTOM.tokenCount } },
      ...(task === null ? {} : { task_id: task }),
      content: { blocks: [] },
      attributes: { [ATTR.rawType]: 'assistant', ...tokens, ...(task === null ? {} : subagentAttributes(task)) },
      origin,
    },
  ];
};
