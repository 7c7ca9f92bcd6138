import type { Tally } from '../../domain/coverage.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import type { Event } from '../../domain/session.ts';

/** Undefined of what is damaged, gone, or closed to us. */
export const ifReadable = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof OpenSessionError) return undefined;
    throw error;
  }
};

/** The events of a log that lies beside a session's own: one that cannot be read costs itself, as a broken record. */
export function* costingItself(events: Iterable<Event>, tally: Tally): Generator<Event, void> {
  try {
    yield* events;
  } catch (error) {
    if (!(error instanceof OpenSessionError)) throw error;
    tally.broken(0);
  }
}
