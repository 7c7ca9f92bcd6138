import type { Tally } from '../../domain/coverage.ts';
import type { Event } from '../../domain/session.ts';

/** What became of one record of a log: `ignored` and `unknown` carry its type for the tally. */
export type RecordFate =
  | { readonly kind: 'understood' }
  | { readonly kind: 'ignored'; readonly type: string; readonly reason: string }
  | { readonly kind: 'unknown'; readonly type: string }
  | { readonly kind: 'broken' };

/** The events of one record, and what became of it. */
export interface MappedRecord {
  readonly events: readonly Event[];
  readonly fate: RecordFate;
}

export const UNDERSTOOD: RecordFate = { kind: 'understood' };

export const understood = (events: readonly Event[]): MappedRecord => ({ events, fate: UNDERSTOOD });

export const ignored = (type: string, reason: string): MappedRecord => ({
  events: [],
  fate: { kind: 'ignored', type, reason },
});

export const unknown = (type: string, events: readonly Event[] = []): MappedRecord => ({
  events,
  fate: { kind: 'unknown', type },
});

export const BROKEN: MappedRecord = { events: [], fate: { kind: 'broken' } };

/** @param offset where the record begins, in bytes; records of a store or a document have no place, and are noted at 0 */
export const tell = (fate: RecordFate, tally: Tally, offset = 0): void => {
  if (fate.kind === 'understood') tally.understood();
  else if (fate.kind === 'ignored') tally.ignored(fate.type, fate.reason);
  else if (fate.kind === 'unknown') tally.unknown(fate.type);
  else tally.broken(offset);
};
