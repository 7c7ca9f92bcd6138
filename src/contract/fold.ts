/** A section of the contract is a fold over the session's settled events. */
import type { Event } from '../domain/session.ts';
import type { Seen } from './facts.ts';

/** `State` may be changed in place by `step`: it belongs to the fold alone. */
export interface Fold<State, Result> {
  start(): State;
  step(state: State, event: Event, index: number): void;
  finish(state: State): Result;
}

/** Feeds events to a fold: the shape in which tests and small callers use one. */
export const foldAll = <State, Result>(fold: Fold<State, Result>, events: Iterable<Event>): Result => {
  const state = fold.start();
  let index = 0;
  for (const event of events) fold.step(state, event, index++);
  return fold.finish(state);
};

export const seenAt = (event: Event, index: number): Seen => ({
  event_id: event.event_id,
  at: event.timestamp,
  source_type: sourceType(event),
  origin: event.origin ?? null,
  index,
});

/** The record type in the log, else the event's tag. */
const sourceType = (event: Event): string => {
  const raw = event.attributes?.['source.raw_type'];
  if (typeof raw === 'string' && raw !== '') return raw;
  return event.event_type.type === 'Custom' ? `Custom:${event.event_type.data.kind}` : event.event_type.type;
};
