import type { Event } from '../../domain/session.ts';

/** What became of a record: `ignored` and `unknown` carry its type for the tally. */
export type Fate =
  | { readonly kind: 'understood' }
  | { readonly kind: 'ignored'; readonly type: string; readonly reason: string }
  | { readonly kind: 'unknown'; readonly type: string };

/** The events of a record, and what became of it. */
export interface Mapped {
  readonly events: readonly Event[];
  readonly fate: Fate;
}

export const understood = (...events: readonly Event[]): Mapped => ({ events, fate: { kind: 'understood' } });

export const ignored = (type: string, reason: string): Mapped => ({
  events: [],
  fate: { kind: 'ignored', type, reason },
});
