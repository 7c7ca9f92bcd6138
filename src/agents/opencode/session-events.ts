import type { Tally } from '../../domain/coverage.ts';
import { callIdOf } from '../../domain/event-attributes.ts';
import type { Event } from '../../domain/session.ts';
import { entryEvents } from './entry-events.ts';
import { ignored, tell } from '../reading/record-fate.ts';
import type { Mapped } from './mapped.ts';
import { messageEvents } from './message-events.ts';
import type { SessionScope } from './session-scope.ts';
import type { SessionInfo, Store, StoredRecord } from './store.ts';
import type { ToolUse } from './tool-use.ts';

/** Where the work of sub-agents is put. */
export interface Lanes {
  /** Called behind a use of `task` that started a session. */
  readonly delegate: (use: ToolUse) => void;
  /** Called when all records of a session were read: opens the sub-agents that no `task` named. */
  readonly claimRest: (session: string) => void;
}

interface More {
  readonly store: Store;
  readonly tally: Tally;
  readonly lanes: Lanes;
}

/** The events of one session's records, in order; returns the time of the last. */
export function* sessionEvents(scope: SessionScope, { store, tally, lanes }: More): Generator<Event, string> {
  let last = scope.at;
  let standing = true;
  for (const stored of store.records(scope.info.id)) {
    scope.delegated.clear();
    const kept: StoredRecord | undefined = standing ? beforeRevert(stored, scope.info.revert) : undefined;
    standing = kept === stored;
    const mapped = kept === undefined ? takenBack(stored) : mapRecord(kept, scope);
    for (const fate of [...mapped.fates, ...takenBack(stored).fates.slice(mapped.fates.length)]) tell(fate, tally);
    for (const event of mapped.events) {
      last = event.timestamp;
      yield event;
      const handed = event.event_type.type === 'ToolCall' ? scope.delegated.get(callIdOf(event) ?? '') : undefined;
      if (handed !== undefined) lanes.delegate(handed);
    }
  }
  lanes.claimRest(scope.info.id);
  return last;
}

const mapRecord = (stored: StoredRecord, scope: SessionScope): Mapped => {
  if (stored.generation === 1) return messageEvents(stored.message, stored.parts, scope);
  const { events, fate } = entryEvents(stored.type, stored.entry, scope);
  return { events, fates: [fate] };
};

/** The record, or what of it was not taken back; undefined for nothing. */
const beforeRevert = (stored: StoredRecord, revert: SessionInfo['revert']): StoredRecord | undefined => {
  if (revert === undefined || idOf(stored) !== revert.message) return stored;
  const from = stored.generation === 1 ? stored.parts.findIndex((part) => part.id === revert.part) : -1;
  return stored.generation === 1 && from > 0 ? { ...stored, parts: stored.parts.slice(0, from) } : undefined;
};

const idOf = (stored: StoredRecord): string => (stored.generation === 1 ? stored.message.id : stored.entry.id);

const lengthOf = (stored: StoredRecord): number => (stored.generation === 1 ? 1 + stored.parts.length : 1);

const takenBack = (stored: StoredRecord): Mapped => ({
  events: [],
  fates: Array.from({ length: lengthOf(stored) }, () => ignored('message/reverted', 'taken back by the person').fate),
});
