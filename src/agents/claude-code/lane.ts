import { ATTR, subagentAttributes } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, at as path, field, type JsonObject } from '../../domain/json.ts';
import { textBlocks } from '../reading/build-event.ts';
import { spanOf } from '../reading/time-order.ts';
import { blockText } from './blocks.ts';
import type { Delegation } from './delegations.ts';
import { createPlan } from './plan.ts';
import type { At, Lane, OutEvent } from './record.ts';
import { payUnpaid } from './unpaid.ts';
import type { Count } from './usage.ts';

/** `time`: stands in for the time of records that come before any that has one. */
export const createLane = (task: string | null, source: number, time: string): Lane => ({
  task,
  source,
  plan: createPlan(),
  time,
  began: null,
  lastText: undefined,
  unpaid: undefined,
});

/** Begins a sub-agent with its first record; returns the call that it was started by, where its prompt tells. */
export const startTask = (at: At, task: string, title?: string): Delegation | undefined => {
  const prompt = promptOf(at.record);
  const delegation = prompt === undefined ? undefined : at.state.delegations.take(prompt.trim());
  const named = title ?? delegation?.title;
  at.lane.began = at.time;
  at.out.push({
    event_id: `${task}#start`,
    timestamp: at.time,
    event_type: { type: 'TaskStart', data: named === undefined ? {} : { title: named } },
    task_id: task,
    content: { blocks: textBlocks(prompt) },
    attributes: { [ATTR.rawType]: 'subagent', ...subagentAttributes(task) },
    origin: at.origin,
  });
  return delegation;
};

/** The last events of a lane: tokens that no event held, and of a sub-agent its end, with what it said last. */
export const endLane = (lane: Lane): readonly OutEvent[] => {
  const { task, began, time, lastText } = lane;
  const rest = payUnpaid(lane);
  if (task === null || began === null) return rest;
  const duration = spanOf(began, time);
  const end: OutEvent = {
    event_id: `${task}#end`,
    timestamp: time,
    event_type: { type: 'TaskEnd', data: lastText === undefined ? {} : { summary: lastText } },
    task_id: task,
    content: { blocks: [] },
    ...(duration === undefined ? {} : { duration_ms: duration }),
    attributes: { [ATTR.rawType]: 'subagent', ...subagentAttributes(task) },
  };
  return [...rest, end];
};

/** The last events of lanes if no line followed. Changes nothing: copies of them end, which share what is owed. */
export const lastEvents = (lanes: readonly Lane[]): readonly OutEvent[] => {
  const counts = new Map<Count, Count>();
  const copyOf = (count: Count): Count => {
    const copy = counts.get(count) ?? { ...count, given: [...count.given] };
    counts.set(count, copy);
    return copy;
  };
  return lanes.flatMap(({ unpaid, ...lane }) =>
    endLane({ ...lane, unpaid: unpaid === undefined ? undefined : { ...unpaid, count: copyOf(unpaid.count) } }),
  );
};

const promptOf = (record: JsonObject): string | undefined => {
  if (field(record, 'type') !== 'user' || field(record, 'isMeta') === true) return undefined;
  const content = path(record, 'message', 'content');
  if (typeof content === 'string') return asText(content) === undefined ? undefined : content;
  const texts = asArray(content).flatMap((block) => blockText(block) ?? []);
  return asString(texts[0]) === undefined ? undefined : texts.join('\n');
};
