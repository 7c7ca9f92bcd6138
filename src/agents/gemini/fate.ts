import type { Event } from '../../domain/session.ts';

/** What became of a message: `ignored` and `unknown` carry its type for the tally. */
export type Fate =
  | { readonly kind: 'understood' }
  | { readonly kind: 'ignored'; readonly type: string; readonly reason: string }
  | { readonly kind: 'unknown'; readonly type: string };

export const UNDERSTOOD: Fate = { kind: 'understood' };

/** The events of a message, and what became of it. */
export interface Mapped {
  readonly events: readonly Event[];
  readonly fate: Fate;
}

export const ignored = (type: string, reason: string): Mapped => ({
  events: [],
  fate: { kind: 'ignored', type, reason },
});
