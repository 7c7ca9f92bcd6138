import type { Tally } from '../../domain/coverage.ts';
import type { Event } from '../../domain/session.ts';

/** What became of one record: a bubble, a message, or a line. */
export type Fate =
  | { readonly kind: 'understood' }
  | { readonly kind: 'ignored'; readonly type: string; readonly reason: string }
  | { readonly kind: 'unknown'; readonly type: string }
  | { readonly kind: 'broken' };

export interface Mapped {
  readonly events: readonly Event[];
  readonly fate: Fate;
}

export const UNDERSTOOD: Fate = { kind: 'understood' };

export const understood = (events: readonly Event[]): Mapped => ({ events, fate: UNDERSTOOD });

export const ignored = (type: string, reason: string): Mapped => ({
  events: [],
  fate: { kind: 'ignored', type, reason },
});

export const unknown = (type: string): Mapped => ({ events: [], fate: { kind: 'unknown', type } });

export const BROKEN: Mapped = { events: [], fate: { kind: 'broken' } };

/** `offset`: where it begins, in bytes; rows of a store have no place and are noted at 0. */
export const tell = (fate: Fate, tally: Tally, offset = 0): void => {
  if (fate.kind === 'understood') tally.understood();
  else if (fate.kind === 'ignored') tally.ignored(fate.type, fate.reason);
  else if (fate.kind === 'unknown') tally.unknown(fate.type);
  else tally.broken(offset);
};
