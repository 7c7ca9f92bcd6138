import { ATTR, subagentAttributes } from '../../domain/event-attributes.ts';
import { asText, field, type JsonObject } from '../../domain/json.ts';
import type { Event, Origin } from '../../domain/session.ts';
import { buildEvent, type Draft, eventId } from '../reading/build-event.ts';
import { asTime, NO_TIME } from '../reading/log-time.ts';
import type { State } from './state.ts';
import type { Tokens } from './token-count.ts';

export type EventDraft = Omit<Draft, 'id' | 'at' | 'task' | 'origin'>;

/** One record of the log, and the events that are made of it. */
export interface Scope {
  readonly state: State;
  readonly type: string;
  readonly data: unknown;
  readonly at: string;
  /** Of a sub-agent's record: the call that started it. */
  readonly lane: string | undefined;
  /** Instance id of the sub-agent, where the record has one. */
  readonly agent: string | undefined;
  readonly events: Event[];
  /** In the record's own lane, unless another one is given (null: the session's own). */
  emit(draft: EventDraft, lane?: string | null): void;
}

export const openScope = (state: State, record: JsonObject, origin: Origin): Scope => {
  const type = asText(field(record, 'type')) ?? '';
  const data = field(record, 'data');
  const at = asTime(field(record, 'timestamp')) ?? state.last ?? state.created ?? NO_TIME;
  const agent = asText(field(record, 'agentId'));
  const own = agent === undefined ? asText(field(data, 'parentToolCallId')) : (state.agents.get(agent) ?? agent);
  return { state, type, data, at, lane: own, agent, ...emitter({ record, type, at, own, origin, state }) };
};

interface Emitting {
  readonly record: JsonObject;
  readonly type: string;
  readonly at: string;
  readonly own: string | undefined;
  readonly origin: Origin;
  readonly state: State;
}

const emitter = ({ record, type, at, own, origin, state }: Emitting): Pick<Scope, 'events' | 'emit'> => {
  const id = asText(field(record, 'id')) ?? 'record';
  const events: Event[] = [];
  return {
    events,
    emit: (draft, other) => {
      const lane = (other === undefined ? own : other) ?? undefined;
      state.first ??= at;
      state.last = at;
      const inLane = lane === undefined ? {} : subagentAttributes(lane);
      const attributes = { [ATTR.rawType]: type, ...draft.attributes, ...inLane };
      // with the offset, since nothing keeps a log from using an id twice
      const event = { ...draft, id: eventId(id, origin.offset, events.length + 1), at, attributes, task: lane };
      events.push(buildEvent({ ...event, origin }));
    },
  };
};

/** Tokens as attributes, those that are told: `input` there is without the cache. */
export const tokenAttributes = (
  tokens: Tokens | Pick<Tokens, 'output' | 'input_unknown'>,
): { readonly [key: string]: number | boolean } => ({
  // in the order of all agents: what was published once is written the same again
  ...('input' in tokens ? { [ATTR.inputTokens]: Math.max(0, tokens.input - tokens.read - tokens.write) } : {}),
  [ATTR.outputTokens]: tokens.output,
  ...('input' in tokens ? { [ATTR.cacheReadTokens]: tokens.read, [ATTR.cacheWriteTokens]: tokens.write } : {}),
  ...(tokens.input_unknown === undefined ? {} : { [ATTR.inputUnknown]: tokens.input_unknown }),
});
