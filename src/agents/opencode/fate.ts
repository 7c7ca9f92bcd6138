import type { Event } from '../../domain/session.ts';
import type { Tally } from '../../domain/coverage.ts';

/** What became of one record: a message, a part, or an entry. */
export type Fate =
  | { readonly kind: 'understood' }
  | { readonly kind: 'ignored'; readonly type: string; readonly reason: string }
  | { readonly kind: 'unknown'; readonly type: string }
  | { readonly kind: 'broken' };

/** Events of a record, with what became of it and of each record within it. */
export interface Mapped {
  readonly events: readonly Event[];
  readonly fates: readonly Fate[];
}

export const UNDERSTOOD: Fate = { kind: 'understood' };
export const BROKEN: Fate = { kind: 'broken' };
export const ignored = (type: string, reason: string): Fate => ({ kind: 'ignored', type, reason });
export const unknown = (type: string): Fate => ({ kind: 'unknown', type });

/** Rows and small files have no place in bytes: a broken one is noted at 0. */
export const tell = (fate: Fate, tally: Tally): void => {
  if (fate.kind === 'understood') tally.understood();
  else if (fate.kind === 'ignored') tally.ignored(fate.type, fate.reason);
  else if (fate.kind === 'unknown') tally.unknown(fate.type);
  else tally.broken(0);
};
