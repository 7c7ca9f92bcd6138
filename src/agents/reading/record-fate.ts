import type { Tally } from '../../domain/coverage.ts';
import type { Event } from '../../domain/session.ts';

/** What became of one record of a log. */
export type RecordFate =
  | { readonly kind: 'understood' }
  | { readonly kind: 'ignored'; readonly type: string; readonly reason: string }
  | { readonly kind: 'unknown'; readonly type: string }
  | { readonly kind: 'broken'; readonly offset: number };

/** The events of one record, and what became of it. */
export interface MappedRecord {
  readonly events: readonly Event[];
  readonly fate: RecordFate;
}

export const understood = (events: readonly Event[]): MappedRecord => ({ events, fate: { kind: 'understood' } });

export const ignored = (type: string, reason: string): MappedRecord => ({
  events: [],
  fate: { kind: 'ignored', type, reason },
});

export const unknown = (type: string): MappedRecord => ({ events: [], fate: { kind: 'unknown', type } });

/** `offset`: where the record begins, in bytes; 0 in a store or document, whose records have no place. */
export const broken = (offset = 0): MappedRecord => ({ events: [], fate: { kind: 'broken', offset } });

export const tell = (fate: RecordFate, tally: Tally): void => {
  if (fate.kind === 'understood') tally.understood();
  else if (fate.kind === 'ignored') tally.ignored(fate.type, fate.reason);
  else if (fate.kind === 'unknown') tally.unknown(fate.type);
  else tally.broken(fate.offset);
};
