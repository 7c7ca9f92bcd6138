import type { Tally } from '../../domain/coverage.ts';
import type { Event } from '../../domain/session.ts';

/** What became of a message: `ignored` and `unknown` carry its type for the tally. */
type Fate =
  | { readonly kind: 'understood' }
  | { readonly kind: 'ignored'; readonly type: string; readonly reason: string }
  | { readonly kind: 'unknown'; readonly type: string };

/** The events of a message, and what became of it. */
export interface Mapped {
  readonly events: readonly Event[];
  readonly fate: Fate;
}

export const understood = (...events: readonly Event[]): Mapped => ({ events, fate: { kind: 'understood' } });

export const ignored = (type: string, reason: string): Mapped => ({
  events: [],
  fate: { kind: 'ignored', type, reason },
});

export const unknown = (type: string, ...events: readonly Event[]): Mapped => ({
  events,
  fate: { kind: 'unknown', type },
});

export const tallied = ({ fate }: Mapped, tally: Tally): void => {
  if (fate.kind === 'understood') tally.understood();
  else if (fate.kind === 'ignored') tally.ignored(fate.type, fate.reason);
  else tally.unknown(fate.type);
};
