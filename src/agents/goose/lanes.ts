import type { Tally } from '../../domain/coverage.ts';
import type { Event } from '../../domain/session.ts';
import type { Strand } from '../reading/interleave.ts';
import { openRecord } from '../reading/record-events.ts';
import { startConversation } from './conversation.ts';
import { childrenOf, type Database, databaseMessages } from './database.ts';
import { sessionEvents } from './session-events.ts';
import type { SessionInfo } from './session-info.ts';
import { usageEvents } from './tokens.ts';

interface Lanes {
  readonly store: Database;
  readonly tally: Tally;
  /** Sessions that are read already: none twice, whatever a store says of their parents. */
  readonly read: Set<string>;
  readonly strands: Strand[];
}

/** Puts the sessions of a session's sub-agents, and of theirs, between its events. Returns how many there are. */
export const openLanes = (parent: SessionInfo, lanes: Lanes): number => {
  const children = childrenOf(lanes.store, parent.id).filter(({ id }) => !lanes.read.has(id));
  for (const child of children) {
    lanes.read.add(child.id);
    lanes.strands.push({ from: child.created_at ?? '', open: () => laneEvents(child, lanes) });
  }
  return children.length;
};

function* laneEvents(info: SessionInfo, lanes: Lanes): Generator<Event> {
  const { store, tally } = lanes;
  const from = info.created_at ?? '1970-01-01T00:00:00Z';
  const talk = startConversation({
    lane: info.id,
    cwd: info.cwd,
    has_children: openLanes(info, lanes) > 0,
    at: from,
    model: info.model,
    provider: info.provider,
  });
  const title = info.title === undefined ? {} : { title: info.title };
  yield openRecord({ id: 'start', at: from, lane: info.id }).event({ type: { type: 'TaskStart', data: title } });
  const { last } = yield* sessionEvents(databaseMessages(store, info.id), talk, tally);
  yield* usageEvents(store, { info, lane: info.id, at: last });
  if (talk.answer === undefined) return;
  const end = openRecord({ id: 'end', at: last, lane: info.id });
  yield end.event({ type: { type: 'TaskEnd', data: { summary: talk.answer } } });
}
