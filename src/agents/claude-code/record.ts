/** What the mappers of one record share. */
import type { Tally } from '../../domain/coverage.ts';
import { subagentAttributes } from '../../domain/event-attributes.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Attributes, Block, Event, EventType, Origin } from '../../domain/session.ts';
import type { Recent } from '../reading/recent.ts';
import type { SeenIds } from '../reading/seen-ids.ts';
import type { Call } from './call.ts';
import type { Delegations } from './delegations.ts';
import type { Facts } from './facts.ts';
import type { Plan } from './plan.ts';
import type { PromptQueue } from './prompt-queue.ts';
import type { TaskNames } from './task-names.ts';
import type { Count, Usage } from './usage.ts';

/** Of the whole session, shared by its lanes. */
export interface SessionState {
  readonly tally: Tally;
  readonly facts: Facts;
  readonly calls: Recent<Call>;
  readonly usage: Usage;
  readonly queue: PromptQueue;
  readonly delegations: Delegations;
  readonly tasks: TaskNames;
  /** uuids of the records that were mapped, of all files. */
  readonly seen: SeenIds;
  /** uuids of the latest prompts. */
  readonly prompts: Recent<true>;
}

/** One line of work: the session's own, or a sub-agent's. */
export interface Lane {
  /** Id of the sub-agent; null: the session's own. */
  readonly task: string | null;
  /** It is a sub-agent's log that was named by itself: what it is asked, another agent asks. */
  readonly delegated?: boolean;
  /** Index of its file in the session's sources. */
  readonly source: number;
  readonly plan: Plan;
  /** Time of its latest record. */
  time: string;
  /** Time of its first record; null before it. */
  began: string | null;
  /** What its agent said last. */
  lastText: string | undefined;
  /** The latest line that gave no event to put its usage on, until a later line of its message does. */
  unpaid: Unpaid | undefined;
}

export interface Unpaid {
  readonly count: Count;
  readonly id: string;
  readonly time: string;
  readonly origin: Origin;
}

/** An event that may still get attributes. */
export type OutEvent = Event & { readonly attributes: { [key: string]: unknown } };

/** One record on its way to events. */
export interface At {
  readonly state: SessionState;
  readonly lane: Lane;
  readonly record: JsonObject;
  readonly origin: Origin;
  /** Id of its first event; the others get `#1`, `#2` … behind it. */
  readonly id: string;
  readonly time: string;
  readonly out: OutEvent[];
}

/** What became of a record: mapped, known and ignored for a reason, or (no reason) unknown. */
export type Fate = typeof UNDERSTOOD | { readonly type: string; readonly reason?: string };
export const UNDERSTOOD = 'understood';

export interface Extras {
  readonly blocks?: readonly Block[];
  /** Undefined values are left out. */
  readonly attributes?: Attributes;
  readonly duration?: number | undefined;
}

export const emit = (at: At, type: EventType, extras: Extras = {}): void => {
  const { task } = at.lane;
  const attributes: { [key: string]: unknown } = {};
  put(attributes, extras.attributes);
  if (task !== null) put(attributes, subagentAttributes(task));
  at.out.push({
    event_id: at.out.length === 0 ? at.id : `${at.id}#${at.out.length}`,
    timestamp: at.time,
    event_type: type,
    ...(task === null ? {} : { task_id: task }),
    content: { blocks: extras.blocks ?? [] },
    ...(extras.duration === undefined ? {} : { duration_ms: extras.duration }),
    attributes,
    origin: at.origin,
  });
};

/** Adds attributes; undefined values are left out. */
export const put = (target: { [key: string]: unknown }, more: Attributes | undefined): void => {
  if (more === undefined) return;
  for (const key in more) if (more[key] !== undefined) target[key] = more[key];
};
