import type { Event } from '../../domain/session.ts';
import type { RecordFate } from '../reading/record-fate.ts';

/** Events of a record (a message, a part, or an entry), with what became of it and of each record within it. */
export interface Mapped {
  readonly events: readonly Event[];
  readonly fates: readonly RecordFate[];
}
